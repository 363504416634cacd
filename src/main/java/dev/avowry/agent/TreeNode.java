package dev.avowry.agent;

import dev.avowry.kernel.NodeId;
import java.util.Optional;

/**
 * A node as it stands in a picture of the tree.
 *
 * @param node the node
 * @param name the agent's or sponsor's name; of a delegation the name of the agent in whose hands
 * @param deadBecauseOf the first node from the top through which no authority flows; empty when it
 *     is alive
 * @param liveAgents live agents below, itself included
 * @param liveDelegations live delegations below, itself included
 */
public record TreeNode(
    Node node,
    String name,
    Optional<NodeId> deadBecauseOf,
    long liveAgents,
    long liveDelegations) {}
