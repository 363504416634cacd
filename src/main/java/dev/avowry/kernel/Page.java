package dev.avowry.kernel;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param items in the order of the key
 * @param total how many match the filter in all
 * @param next what to give as {@code after} for the page that follows; empty on the last
 */
public record Page<T>(List<T> items, long total, Optional<String> next) {
  public Page {
    items = List.copyOf(items);
  }

  /** The same page of something else. */
  public <R> Page<R> map(Function<? super T, ? extends R> form) {
    return new Page<>(items.stream().<R>map(form).toList(), total, next);
  }
}
