package dev.avowry.agent;

import dev.avowry.kernel.NodeId;
import java.time.Instant;

/**
 * An agent that has a role.
 *
 * @param assignment the node by which it has it, and by which it is taken
 * @param name the agent's
 * @param state of the assignment
 * @param since when it was given
 */
public record RoleHolder(
    NodeId assignment, NodeId agent, String name, NodeState state, Instant since) {}
