package dev.avowry.revocation;

import dev.avowry.kernel.OrderId;
import dev.avowry.ledger.Fence;
import java.util.List;
import java.util.Set;

/**
 * The targets of some orders as they stand, as far as there are such. What is not in it does not
 * exist.
 *
 * @param head the highest entry ever assigned
 * @param branches the nodes that are targets or have one on them, and all nodes above those
 * @param leaves the credentials, tokens and trust that are targets
 * @param sorts the classes that are targets
 * @param waiting the kept orders that are to be carried out and still wait for it
 */
public record Found(
    Fence head, List<Branch> branches, List<Leaf> leaves, List<Sort> sorts, Set<OrderId> waiting) {
  public Found {
    branches = List.copyOf(branches);
    leaves = List.copyOf(leaves);
    sorts = List.copyOf(sorts);
    waiting = Set.copyOf(waiting);
  }
}
