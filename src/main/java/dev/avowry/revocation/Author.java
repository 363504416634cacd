package dev.avowry.revocation;

import dev.avowry.kernel.NodeId;

/**
 * Who brought a state about, and why.
 *
 * @param actor who ordered it
 * @param person the human who answers for the actor
 * @param reason in the words of the order
 */
public record Author(String actor, NodeId person, String reason) {}
