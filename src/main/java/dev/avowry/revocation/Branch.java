package dev.avowry.revocation;

import dev.avowry.agent.Ceiling;
import dev.avowry.agent.NodeKind;
import dev.avowry.kernel.NodeId;
import java.util.Optional;

/**
 * A node as the door finds it, with the tallies of what is alive below.
 *
 * @param parent the node above; empty for a sponsor
 * @param ceiling as set; those above may narrow it further
 * @param liveAgents live agents below, itself included
 * @param liveDelegations live delegations and grants below, itself included
 */
public record Branch(
    NodeId id,
    NodeKind kind,
    Optional<NodeId> parent,
    Ceiling ceiling,
    Status status,
    long liveAgents,
    long liveDelegations) {
  Branch in(Status changed) {
    return new Branch(id, kind, parent, ceiling, changed, liveAgents, liveDelegations);
  }

  Branch under(Ceiling lower) {
    return new Branch(id, kind, parent, lower, status, liveAgents, liveDelegations);
  }

  Branch counting(long agents, long delegations) {
    return new Branch(
        id, kind, parent, ceiling, status, liveAgents + agents, liveDelegations + delegations);
  }
}
