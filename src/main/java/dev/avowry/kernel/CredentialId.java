package dev.avowry.kernel;

import java.security.SecureRandom;
import java.util.Optional;

/**
 * Names one credential of one agent: a registered public key. Never reused.
 *
 * @param value 64 random bits
 */
public record CredentialId(long value) {
  /** A new id. */
  public static CredentialId random(SecureRandom random) {
    return new CredentialId(RandomId.draw(random));
  }

  /** Reads the 11 characters that {@link #toString} writes; empty for everything else. */
  public static Optional<CredentialId> parse(String text) {
    return RandomId.read(text).map(CredentialId::new);
  }

  /** 11 characters of base64url. */
  @Override
  public String toString() {
    return RandomId.write(value);
  }
}
