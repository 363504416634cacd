package dev.avowry.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * A complete part of the tree: the leaves from {@code index × 2^height} on, {@code 2^height} of
 * them. Once they are there its root never changes.
 *
 * @param height levels above the leaves
 * @param index counted from the left on its height
 */
record Subtree(int height, long index) {
  /** The fewest subtrees that cover the leaves from {@code from} to before {@code to}, in order. */
  static List<Subtree> covering(long from, long to) {
    List<Subtree> subtrees = new ArrayList<>();
    for (long at = from; at < to; ) {
      int fits = Long.SIZE - 1 - Long.numberOfLeadingZeros(to - at);
      int height = Math.min(Long.numberOfTrailingZeros(at), fits);
      subtrees.add(new Subtree(height, at >>> height));
      at += 1L << height;
    }
    return subtrees;
  }

  /** The tile that it can be had from, as wide as a tree of the size has it. */
  Tile tileIn(long size) {
    int level = height / Tile.HEIGHT;
    long tile = first() >>> Tile.HEIGHT;
    return new Tile(level, tile, Tile.widthIn(size, level, tile));
  }

  /** Its root, from the hashes of that tile. */
  Hash root(List<Hash> tile, Hashing hashing) {
    int at = (int) (first() % Tile.FULL);
    return Fold.complete(tile.subList(at, at + width()), hashing);
  }

  /** How many hashes of the tile's level are below it. */
  private int width() {
    return 1 << (height % Tile.HEIGHT);
  }

  /** The leftmost of them, counted over the whole level. */
  private long first() {
    return index << (height % Tile.HEIGHT);
  }
}
