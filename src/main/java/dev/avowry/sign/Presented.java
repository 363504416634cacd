package dev.avowry.sign;

import dev.avowry.key.Algorithm;
import java.time.Instant;
import java.util.Optional;

/**
 * A signature that somebody shows, unproven.
 *
 * @param kid by which key it says that it is
 * @param algorithm by which algorithm, where it says so: only the key decides, and this may agree
 * @param input what it is over
 * @param expiresAt from when on it is good no more
 */
record Presented(
    String kid,
    Optional<Algorithm> algorithm,
    SignedBytes input,
    SignedBytes signature,
    Optional<Instant> expiresAt) {}
