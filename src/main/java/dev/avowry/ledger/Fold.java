package dev.avowry.ledger;

import java.util.ArrayList;
import java.util.List;

/** Many hashes become the one above them (RFC 6962 §2.1). */
final class Fold {
  private Fold() {}

  /** The root over neighbours whose number is a power of two. */
  static Hash complete(List<Hash> hashes, Hashing hashing) {
    List<Hash> row = hashes;
    while (row.size() > 1) {
      List<Hash> above = new ArrayList<>(row.size() / 2);
      for (int i = 0; i < row.size(); i += 2) {
        above.add(hashing.node(row.get(i), row.get(i + 1)));
      }
      row = above;
    }
    return row.getFirst();
  }

  /**
   * The root over complete subtrees that stand side by side and get smaller to the right: the
   * smallest two are joined first.
   */
  static Hash fromTheRight(List<Hash> roots, Hashing hashing) {
    Hash root = roots.getLast();
    for (Hash left : roots.reversed().subList(1, roots.size())) {
      root = hashing.node(left, root);
    }
    return root;
  }
}
