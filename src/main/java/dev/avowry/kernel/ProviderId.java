package dev.avowry.kernel;

import java.security.SecureRandom;
import java.util.Optional;

/**
 * Names a third party at which agents are connected. Never reused, and no secret.
 *
 * @param value 64 random bits
 */
public record ProviderId(long value) {
  /** A new id. */
  public static ProviderId random(SecureRandom random) {
    return new ProviderId(RandomId.draw(random));
  }

  /** Reads the 11 characters that {@link #toString} writes; empty for everything else. */
  public static Optional<ProviderId> parse(String text) {
    return RandomId.read(text).map(ProviderId::new);
  }

  /** 11 characters of base64url. */
  @Override
  public String toString() {
    return RandomId.write(value);
  }
}
