package dev.avowry.revocation;

import dev.avowry.agent.NodeState;
import java.util.Optional;

/**
 * What became of an order.
 *
 * @param order the order
 * @param state of the target now; of a dry run, as it would be
 * @param mark the entry that brought the state about; empty for a dry run and after a resume
 * @param affected what died, or would die
 */
public record Carried(Order order, NodeState state, Optional<Mark> mark, Affected affected) {}
