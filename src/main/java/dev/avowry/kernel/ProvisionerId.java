package dev.avowry.kernel;

import java.security.SecureRandom;
import java.util.Optional;

/**
 * Names a system that tells of people. Never reused, and no secret.
 *
 * @param value 64 random bits
 */
public record ProvisionerId(long value) {
  /** A new id. */
  public static ProvisionerId random(SecureRandom random) {
    return new ProvisionerId(RandomId.draw(random));
  }

  /** Reads the 11 characters that {@link #toString} writes; empty for everything else. */
  public static Optional<ProvisionerId> parse(String text) {
    return RandomId.read(text).map(ProvisionerId::new);
  }

  /** 11 characters of base64url. */
  @Override
  public String toString() {
    return RandomId.write(value);
  }
}
