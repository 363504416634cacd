package dev.avowry.revocation;

import dev.avowry.agent.Lineage;
import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import java.util.List;
import java.util.Optional;

/**
 * A target as it stands when the order is carried out.
 *
 * @param id the id that an entry would carry
 * @param state of the node or credential; of a token whether it was revoked before
 * @param lineage of the node; of a credential its agent's; of a token that of the node under which
 *     it was minted
 * @param isNode whether the target is the last node of the lineage itself
 * @param liveAgents the node's tally
 * @param liveDelegations the node's tally
 * @param last the entry that brought the state about
 */
public record Subject(
    String id,
    NodeState state,
    Lineage lineage,
    boolean isNode,
    long liveAgents,
    long liveDelegations,
    Optional<Mark> last) {
  /** Who has it above them, sponsor first; what the target itself is comes last. */
  List<NodeId> ids() {
    return lineage.ids();
  }
}
