package dev.avowry.revocation;

import dev.avowry.agent.NodeKind;
import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import java.util.Optional;

/**
 * A node as the door finds it, with the tallies of what is alive below.
 *
 * @param parent the node above; empty for a sponsor
 * @param last the entry that brought the state about
 * @param liveAgents live agents below, itself included
 * @param liveDelegations live delegations below, itself included
 */
public record Branch(
    NodeId id,
    NodeKind kind,
    Optional<NodeId> parent,
    NodeState state,
    Optional<Mark> last,
    long liveAgents,
    long liveDelegations) {
  Branch in(NodeState changed, Optional<Mark> mark) {
    return new Branch(id, kind, parent, changed, mark, liveAgents, liveDelegations);
  }

  Branch counting(long agents, long delegations) {
    return new Branch(
        id, kind, parent, state, last, liveAgents + agents, liveDelegations + delegations);
  }
}
