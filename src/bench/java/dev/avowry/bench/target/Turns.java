package dev.avowry.bench.target;

import java.util.List;
import java.util.function.Supplier;

/** Each in its turn, round and round. */
final class Turns<T> implements Supplier<T> {
  private final List<T> all;
  private int next;

  Turns(List<T> all) {
    this.all = List.copyOf(all);
  }

  @Override
  public T get() {
    T turn = all.get(next);
    next = (next + 1) % all.size();
    return turn;
  }
}
