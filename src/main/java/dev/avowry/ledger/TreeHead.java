package dev.avowry.ledger;

/**
 * What a tree is, in short: no two different lists of leaves have the same.
 *
 * @param size number of leaves
 * @param root the hash over all of them
 */
public record TreeHead(long size, Hash root) {
  public TreeHead {
    if (size < 0) {
      throw new IllegalArgumentException("a tree has no negative size: " + size);
    }
  }
}
