package dev.avowry.key.http;

import dev.avowry.key.SigningKey;
import java.time.Instant;
import java.util.Optional;

/**
 * A signing key on the wire, without any key material: {@code /jwks} has the public half.
 *
 * @param purpose what it signs: tokens or events
 * @param state in which part of its life it is, in lower case
 * @param activatesAt when it will sign
 * @param until when it leaves the JWKS
 */
public record KeyDescription(
    String kid,
    String algorithm,
    String purpose,
    String state,
    Instant publishedAt,
    Optional<Instant> activatesAt,
    Optional<Instant> activatedAt,
    Optional<Instant> retiredAt,
    Optional<Instant> until) {
  static KeyDescription of(SigningKey key) {
    return switch (key) {
      case SigningKey.Published each ->
          of(key, "published", Optional.of(each.activatesAt()), Optional.empty());
      case SigningKey.Active each ->
          of(key, "active", Optional.empty(), Optional.of(each.activatedAt()));
      case SigningKey.Retired each ->
          new KeyDescription(
              key.kid(),
              key.algorithm().joseName(),
              key.duty().purpose().code(),
              "retired",
              key.publishedAt(),
              Optional.empty(),
              each.activatedAt(),
              Optional.of(each.retiredAt()),
              Optional.of(each.until()));
    };
  }

  private static KeyDescription of(
      SigningKey key, String state, Optional<Instant> activatesAt, Optional<Instant> activatedAt) {
    return new KeyDescription(
        key.kid(),
        key.algorithm().joseName(),
        key.duty().purpose().code(),
        state,
        key.publishedAt(),
        activatesAt,
        activatedAt,
        Optional.empty(),
        Optional.empty());
  }
}
