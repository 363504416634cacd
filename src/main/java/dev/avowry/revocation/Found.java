package dev.avowry.revocation;

import dev.avowry.ledger.Fence;
import java.util.List;

/**
 * The targets of some orders as they stand, as far as there are such. What is not in it does not
 * exist.
 *
 * @param head the highest entry ever assigned
 * @param branches the nodes that are targets or have one on them, and all nodes above those
 * @param leaves the credentials and tokens that are targets
 */
public record Found(Fence head, List<Branch> branches, List<Leaf> leaves) {
  public Found {
    branches = List.copyOf(branches);
    leaves = List.copyOf(leaves);
  }
}
