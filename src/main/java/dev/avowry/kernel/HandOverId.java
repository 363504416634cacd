package dev.avowry.kernel;

import java.security.SecureRandom;
import java.util.Optional;

/**
 * Names an agent's way from one sponsor to another. Never reused, and no secret.
 *
 * @param value 64 random bits
 */
public record HandOverId(long value) {
  /** A new id. */
  public static HandOverId random(SecureRandom random) {
    return new HandOverId(RandomId.draw(random));
  }

  /** Reads the 11 characters that {@link #toString} writes; empty for everything else. */
  public static Optional<HandOverId> parse(String text) {
    return RandomId.read(text).map(HandOverId::new);
  }

  /** 11 characters of base64url. */
  @Override
  public String toString() {
    return RandomId.write(value);
  }
}
