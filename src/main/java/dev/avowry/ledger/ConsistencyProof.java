package dev.avowry.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * That a tree is another with leaves added behind, and none changed.
 *
 * @param from size of the older tree, at least 1
 * @param to size of the newer
 * @param path empty if the sizes are equal
 */
public record ConsistencyProof(long from, long to, List<Hash> path) {
  public ConsistencyProof {
    path = List.copyOf(path);
  }

  /** Whether it proves this of the trees with these roots: RFC 9162 §2.1.4.2. */
  public boolean proves(Hash older, Hash newer) {
    if (from < 1 || from > to) {
      return false;
    }
    if (from == to) {
      return path.isEmpty() && older.equals(newer);
    }
    return !path.isEmpty() && climbs(complete(older), older, newer);
  }

  /** An older tree that is complete is a node of the newer one; its root begins the path. */
  private List<Hash> complete(Hash older) {
    if (Long.bitCount(from) != 1) {
      return path;
    }
    List<Hash> whole = new ArrayList<>(path);
    whole.addFirst(older);
    return whole;
  }

  private boolean climbs(List<Hash> hashes, Hash older, Hash newer) {
    Climb climb = new Climb(from - 1, to - 1);
    while (climb.isOdd()) {
      climb.halve();
    }
    Hashing hashing = new Hashing();
    Hash left = hashes.getFirst();
    Hash whole = hashes.getFirst();
    for (Hash beside : hashes.subList(1, hashes.size())) {
      if (climb.isAtTop()) {
        return false;
      }
      if (climb.isRightChild()) {
        left = hashing.node(beside, left);
        whole = hashing.node(beside, whole);
      } else {
        whole = hashing.node(whole, beside);
      }
      climb.up();
    }
    return climb.isAtTop() && left.equals(older) && whole.equals(newer);
  }
}
