package dev.avowry.console;

import dev.avowry.agent.NodeKind;
import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import java.time.Instant;
import java.util.Optional;

/**
 * A node as it stands in a picture of its tree.
 *
 * @param name the agent's or human's; of a delegation, the name of the agent in whose hands it is
 * @param state of its own
 * @param liveAgents live agents below, itself included
 * @param liveDelegations live delegations below, itself included
 * @param branches whether anything is below it
 */
public record Twig(
    NodeId id,
    Optional<NodeId> parent,
    NodeKind kind,
    String name,
    NodeState state,
    Optional<Instant> expiresAt,
    long liveAgents,
    long liveDelegations,
    boolean branches) {}
