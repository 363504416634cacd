package dev.avowry.revocation;

import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import java.util.List;
import java.util.Optional;

/**
 * A target as it stands when its order is carried out.
 *
 * @param id the id that an entry would carry
 * @param state of the node or credential; of a token whether it was revoked before
 * @param lineage sponsor first; ends with the node itself, a credential's agent, or the node under
 *     which a token was minted
 * @param isNode whether the target is the last node of the lineage itself
 * @param last the entry that brought the state about
 */
record Subject(
    String id, NodeState state, List<Branch> lineage, boolean isNode, Optional<Mark> last) {
  static Subject of(Branch branch, List<Branch> lineage) {
    return new Subject(branch.id().toString(), branch.state(), lineage, true, branch.last());
  }

  static Subject of(Leaf leaf, List<Branch> lineage) {
    return new Subject(leaf.id(), leaf.state(), lineage, false, leaf.last());
  }

  /** Who has it above them, sponsor first; what the target itself is comes last. */
  List<NodeId> ids() {
    return lineage.stream().map(Branch::id).toList();
  }

  Branch sponsor() {
    return lineage.getFirst();
  }

  /** The node that it is or hangs on. */
  Branch node() {
    return lineage.getLast();
  }

  /** The nodes above the one that it is or hangs on, sponsor first. */
  List<Branch> above() {
    return lineage.subList(0, lineage.size() - 1);
  }

  /** The tally of a node; nothing else has one. */
  long liveAgents() {
    return isNode ? node().liveAgents() : 0;
  }

  /** The tally of a node; nothing else has one. */
  long liveDelegations() {
    return isNode ? node().liveDelegations() : 0;
  }
}
