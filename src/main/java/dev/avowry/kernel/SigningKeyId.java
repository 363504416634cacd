package dev.avowry.kernel;

import java.security.SecureRandom;
import java.util.Optional;

/**
 * Names one key by which Avowry signs for an agent. An entry of the revocation list may name it.
 * Never reused.
 *
 * @param value 64 random bits
 */
public record SigningKeyId(long value) {
  /** A new id. */
  public static SigningKeyId random(SecureRandom random) {
    return new SigningKeyId(RandomId.draw(random));
  }

  /** Reads the 11 characters that {@link #toString} writes; empty for everything else. */
  public static Optional<SigningKeyId> parse(String text) {
    return RandomId.read(text).map(SigningKeyId::new);
  }

  /** 11 characters of base64url. */
  @Override
  public String toString() {
    return RandomId.write(value);
  }
}
