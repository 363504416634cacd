package dev.avowry.rotation;

import dev.avowry.kernel.NodeId;

/**
 * A rotation that this replica works on.
 *
 * @param run its name, the same at each try: what is used once at the far side goes by it
 * @param base the version that is to be replaced
 * @param tries how often it was tried in vain
 * @param claim ours: another replica that takes it later has another
 */
public record Task(
    NodeId secret, Plan plan, String run, int base, Cause cause, int tries, long claim) {}
