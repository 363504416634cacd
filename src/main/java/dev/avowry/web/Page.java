package dev.avowry.web;

import java.util.List;
import java.util.Optional;

/**
 * One page of a list.
 *
 * @param items in the order of the key
 * @param total how many there are in all that match the filter
 * @param next what to give as {@code after} for the page that follows; absent on the last
 */
public record Page<T>(List<T> items, long total, Optional<String> next) {
  public Page {
    items = List.copyOf(items);
  }
}
