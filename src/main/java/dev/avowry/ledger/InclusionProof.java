package dev.avowry.ledger;

import java.util.List;

/**
 * That a leaf is in a tree at an index, shown by the hashes beside the way from the leaf to the
 * root. It binds the size through the root alone: take both from one signed checkpoint.
 *
 * @param index of the leaf
 * @param size of the tree
 * @param path from the leaf's neighbour upwards
 */
public record InclusionProof(long index, long size, List<Hash> path) {
  public InclusionProof {
    path = List.copyOf(path);
  }

  /** Whether it proves this leaf to be in the tree with this root: RFC 9162 §2.1.3.2. */
  public boolean proves(Hash leaf, Hash root) {
    if (index < 0 || index >= size) {
      return false;
    }
    Climb climb = new Climb(index, size - 1);
    Hashing hashing = new Hashing();
    Hash hash = leaf;
    for (Hash beside : path) {
      if (climb.isAtTop()) {
        return false;
      }
      hash = climb.isRightChild() ? hashing.node(beside, hash) : hashing.node(hash, beside);
      climb.up();
    }
    return climb.isAtTop() && hash.equals(root);
  }
}
