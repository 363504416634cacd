package dev.avowry.key.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.key.Algorithm;
import java.util.Optional;

/**
 * Asks for a new key.
 *
 * @param algorithm {@code ES256}, {@code EdDSA}, {@code PS256} or {@code RS256}
 * @param immediate true for a compromised key: the old one leaves the JWKS at once, and what it
 *     signed is no longer accepted
 */
public record RotationRequest(Optional<String> algorithm, Optional<Boolean> immediate) {
  Algorithm requiredAlgorithm() {
    return algorithm
        .flatMap(Algorithm::named)
        .orElseThrow(
            () ->
                Refusal.refused(
                    Reason.INVALID_REQUEST, "algorithm must be ES256, EdDSA, PS256 or RS256"));
  }

  boolean isImmediate() {
    return immediate.orElse(false);
  }
}
