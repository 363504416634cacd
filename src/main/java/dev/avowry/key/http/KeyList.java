package dev.avowry.key.http;

import java.util.List;

/**
 * All keys on one page: there are two or three an algorithm.
 *
 * @param total how many there are
 */
public record KeyList(List<KeyDescription> items, long total) {
  public KeyList {
    items = List.copyOf(items);
  }
}
