package dev.avowry.rotation;

import dev.avowry.kernel.NodeId;

/**
 * A secret that is to be replaced without anybody asking.
 *
 * @param version the present one
 */
public record Wanted(NodeId secret, int version, Cause cause) {}
