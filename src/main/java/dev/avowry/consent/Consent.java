package dev.avowry.consent;

import dev.avowry.kernel.NodeId;
import java.time.Instant;

/**
 * What a human has consented to.
 *
 * @param grant the node that it is
 * @param wanted what the agent may have
 * @param expiresAt when it ends by itself
 */
public record Consent(NodeId grant, Wanted wanted, Instant expiresAt) {}
