package dev.avowry.sponsorship;

import dev.avowry.kernel.NodeId;

/**
 * An agent that somebody else is to answer for.
 *
 * @param demanded whether it is suspended when it is not taken in time
 */
public record NewHandOver(NodeId agent, NodeId receiver, boolean demanded) {}
