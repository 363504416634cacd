package dev.avowry.consent;

import java.time.Instant;
import java.util.Optional;

/**
 * A request that waits: to be taken up by the browser, or for its human.
 *
 * @param pushed the pushed request that it is, by its hash
 * @param beganAt when the browser came with it; who proves themselves later does so for it
 */
public record Waiting(
    Parameters asked, Optional<String> pushed, Instant beganAt, Instant expiresAt) {}
