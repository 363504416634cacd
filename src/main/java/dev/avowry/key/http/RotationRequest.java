package dev.avowry.key.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.key.Algorithm;
import dev.avowry.key.Duty;
import java.util.Optional;

/**
 * Asks for a new key.
 *
 * @param algorithm {@code ES256}, {@code EdDSA}, {@code PS256} or {@code RS256}
 * @param purpose {@code tokens}, which is also meant by nothing, {@code events}, {@code svids} or
 *     {@code certificates}
 * @param immediate true for a compromised key: the old one leaves the JWKS at once, and what it
 *     signed is no longer accepted
 */
public record RotationRequest(
    Optional<String> algorithm, Optional<String> purpose, Optional<Boolean> immediate) {
  Duty requiredDuty() {
    Duty.Purpose wanted =
        Duty.Purpose.named(purpose.orElse(Duty.Purpose.TOKENS.code()))
            .orElseThrow(
                () ->
                    Refusal.refused(
                        Reason.INVALID_REQUEST,
                        "purpose must be tokens, events, svids or certificates"));
    return Duty.of(wanted, requiredAlgorithm())
        .orElseThrow(
            () ->
                Refusal.refused(
                    Reason.INVALID_REQUEST,
                    "events are signed by RS256 alone, svids and certificates by ES256"));
  }

  private Algorithm requiredAlgorithm() {
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
