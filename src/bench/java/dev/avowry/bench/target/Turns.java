package dev.avowry.bench.target;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Each in its turn, round and round. */
final class Turns<T> implements Supplier<T> {
  private final List<T> all;
  private int next;

  Turns(List<T> all) {
    this.all = List.copyOf(all);
  }

  /** That many, made now. */
  static <T> Turns<T> made(int count, Supplier<T> each) {
    return new Turns<>(Stream.generate(each).limit(count).toList());
  }

  @Override
  public T get() {
    T turn = all.get(next);
    next = (next + 1) % all.size();
    return turn;
  }
}
