package dev.avowry.agent;

/**
 * A node as it stands in a picture of the tree.
 *
 * @param node the node
 * @param name the agent's or sponsor's name; of a delegation or a grant the name of the agent in
 *     whose hands
 * @param liveAgents live agents below, itself included
 * @param liveDelegations live delegations and grants below, itself included
 */
public record TreeNode(Node node, String name, long liveAgents, long liveDelegations) {}
