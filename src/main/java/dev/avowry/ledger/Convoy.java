package dev.avowry.ledger;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets what arrives while one transaction is under way share the next. There is no timer: whoever
 * finds the road free leaves at once, alone. A further lane is for a load that is worth a
 * transaction of its own; what is less waits for the one under way.
 *
 * <p>Each item gets its own answer: what fails in a convoy fails alone. Only when the convoy itself
 * fails, which leaves its outcome unknown, does every item in it fail. A full queue refuses with
 * {@link Reason#TEMPORARILY_UNAVAILABLE} at once.
 *
 * @param <I> what is carried
 * @param <O> what comes of it
 */
public final class Convoy<I, O> {
  private final Vertx vertx;
  private final Function<List<I>, Uni<List<Arrival<O>>>> carrier;
  private final int lanes;
  private final int worthwhile;
  private final int longest;
  private final int capacity;
  private final Deque<Waiting<I, O>> waiting = new ArrayDeque<>();
  private int taken;

  /**
   * @param lanes how many may be under way at once
   * @param worthwhile how many items open a lane beside another
   * @param longest how many items one carries at the most
   * @param capacity how many may wait
   * @param carrier carries the items; answers for each, in their order
   */
  public Convoy(
      Vertx vertx,
      int lanes,
      int worthwhile,
      int longest,
      int capacity,
      Function<List<I>, Uni<List<Arrival<O>>>> carrier) {
    this.vertx = vertx;
    this.carrier = carrier;
    this.lanes = lanes;
    this.worthwhile = worthwhile;
    this.longest = longest;
    this.capacity = capacity;
  }

  /** On one lane, one after the other. */
  public Convoy(
      Vertx vertx, int longest, int capacity, Function<List<I>, Uni<List<Arrival<O>>>> carrier) {
    this(vertx, 1, 1, longest, capacity, carrier);
  }

  /** What came of one item. */
  public sealed interface Arrival<O> {
    /** It was done. */
    record Safe<O>(O outcome) implements Arrival<O> {}

    /** It alone was not done. */
    record Lost<O>(Throwable why) implements Arrival<O> {}
  }

  /** Carries the item. Its answer comes on the context of who asked. */
  public Uni<O> join(I item) {
    Context asker = vertx.getOrCreateContext();
    return Uni.createFrom()
        .<O>emitter(emitter -> enqueue(new Waiting<>(item, emitter)))
        .emitOn(command -> asker.runOnContext(ignored -> command.run()));
  }

  private void enqueue(Waiting<I, O> item) {
    synchronized (waiting) {
      if (waiting.size() >= capacity) {
        item.emitter()
            .fail(
                Refusal.refused(
                    Reason.TEMPORARILY_UNAVAILABLE, "too much is waiting; try again shortly"));
        return;
      }
      waiting.add(item);
    }
    leave();
  }

  private void leave() {
    List<Waiting<I, O>> load = load();
    if (load != null) {
      Context own = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
      VertxContextSafetyToggle.setContextSafe(own, true);
      own.runOnContext(ignored -> carry(load));
    }
  }

  /** Takes a lane and what is to go on it; null when there is neither. */
  private @Nullable List<Waiting<I, O>> load() {
    synchronized (waiting) {
      if (waiting.size() < (taken == 0 ? 1 : worthwhile) || taken == lanes) {
        return null;
      }
      taken++;
      List<Waiting<I, O>> load = new ArrayList<>();
      while (load.size() < longest && !waiting.isEmpty()) {
        load.add(waiting.poll());
      }
      return load;
    }
  }

  private void carry(List<Waiting<I, O>> load) {
    Uni.createFrom()
        .deferred(() -> carrier.apply(load.stream().map(Waiting::item).toList()))
        .onTermination()
        .invoke(this::arrive)
        .subscribe()
        .with(
            arrivals -> answer(load, arrivals),
            failure -> load.forEach(each -> each.emitter().fail(failure)));
  }

  private void arrive() {
    synchronized (waiting) {
      taken--;
    }
    leave();
  }

  private static <I, O> void answer(List<Waiting<I, O>> load, List<Arrival<O>> arrivals) {
    for (int i = 0; i < load.size(); i++) {
      UniEmitter<? super O> emitter = load.get(i).emitter();
      switch (arrivals.get(i)) {
        case Arrival.Safe<O>(O outcome) -> emitter.complete(outcome);
        case Arrival.Lost<O>(Throwable why) -> emitter.fail(why);
      }
    }
  }

  private record Waiting<I, O>(I item, UniEmitter<? super O> emitter) {}
}
