package dev.avowry.console;

import dev.avowry.kernel.NodeId;

/**
 * A list of agents that somebody wants to see again.
 *
 * @param human whose view it is
 * @param name as they call it
 * @param query of the address, without the question mark
 */
public record SavedView(NodeId human, String name, String query) {}
