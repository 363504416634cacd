package dev.avowry.key;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Readings of what others change too, of which memory keeps the newest. Two may overlap, and the
 * one that began first may end last: memory is never set back by it. When a reading has ended,
 * memory holds all that was committed before it began.
 */
final class Readings<T> {
  private final Supplier<Uni<T>> read;
  private final Consumer<T> keep;
  private final Duration pause;

  private long begun;
  private long kept;
  private long nextInTurn = System.nanoTime();
  private Optional<Uni<Void>> awaited = Optional.empty();

  /**
   * Readings of one thing.
   *
   * @param keep is never called by two at once, nor for what is older than what it was called for
   * @param pause how far apart those in turn begin at the least
   */
  Readings(Supplier<Uni<T>> read, Consumer<T> keep, Duration pause) {
    this.read = read;
    this.keep = keep;
    this.pause = pause;
  }

  /** One that begins at once. */
  Uni<Void> now() {
    return Uni.createFrom()
        .deferred(
            () -> {
              long number = begin();
              return read.get().invoke(item -> keep(number, item)).replaceWithVoid();
            });
  }

  /** One that begins after this call, at most once in a pause: all who wait for it share it. */
  synchronized Uni<Void> inTurn() {
    if (awaited.isEmpty()) {
      Duration wait = Duration.ofNanos(Math.max(0, nextInTurn - System.nanoTime()));
      awaited =
          Optional.of(
              begunAfter(wait).invoke(this::letGo).chain(this::now).memoize().indefinitely());
    }
    return awaited.get();
  }

  private static Uni<Void> begunAfter(Duration wait) {
    Uni<Void> begin = Uni.createFrom().voidItem();
    return wait.isZero() ? begin : begin.onItem().delayIt().by(wait);
  }

  /** Whoever comes from here on needs another. */
  private synchronized void letGo() {
    awaited = Optional.empty();
    nextInTurn = System.nanoTime() + pause.toNanos();
  }

  private synchronized long begin() {
    return ++begun;
  }

  private synchronized void keep(long number, T item) {
    if (number > kept) {
      keep.accept(item);
      kept = number;
    }
  }
}
