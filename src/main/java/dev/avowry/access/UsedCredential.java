package dev.avowry.access;

import dev.avowry.agent.Credential;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * By what the caller proved itself for its token, and what it had better do about that.
 *
 * @param age since it was registered
 */
public record UsedCredential(Credential credential, Duration age, Optional<String> advice) {
  /** A key that is used each minute has been in many hands' reach by then. */
  private static final Duration OLD = Duration.ofDays(90);

  private static final Duration SOON = Duration.ofDays(14);

  static UsedCredential of(Credential credential, Instant now) {
    Duration age = Duration.between(credential.createdAt(), now);
    return new UsedCredential(credential, age, advice(credential, age, now));
  }

  /** The most pressing first. */
  private static Optional<String> advice(Credential credential, Duration age, Instant now) {
    if (credential.expiresAt().filter(end -> end.isBefore(now.plus(SOON))).isPresent()) {
      return Optional.of("it ends within 14 days: have another registered");
    }
    if (credential.authenticator().isLegacy()) {
      return Optional.of("it is a legacy: have a key for ES256 or EdDSA registered instead");
    }
    if (credential.ridesOn().isPresent()) {
      return Optional.of("it rides on another key and ends with it: have it confirmed");
    }
    return age.compareTo(OLD) > 0
        ? Optional.of("it is older than 90 days: add another at POST /v1/me/credentials")
        : Optional.empty();
  }
}
