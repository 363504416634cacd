package dev.avowry.consent;

import java.time.Instant;
import java.util.Optional;

/**
 * A request that waits: to be taken up by the browser, or for its human.
 *
 * @param pushed the pushed request that it is, by its hash
 * @param network from where it came, as {@link dev.avowry.authn.Guessing#network} gives it
 * @param beganAt when the browser came with it; who proves themselves later does so for it
 */
public record Waiting(
    Parameters asked,
    Optional<String> pushed,
    String network,
    Instant beganAt,
    Instant expiresAt) {}
