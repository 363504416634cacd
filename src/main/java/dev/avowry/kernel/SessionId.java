package dev.avowry.kernel;

import java.security.SecureRandom;
import java.util.Optional;

/**
 * Names the session of a human in one browser. Never reused, and no secret.
 *
 * @param value 64 random bits
 */
public record SessionId(long value) {
  /** A new id. */
  public static SessionId random(SecureRandom random) {
    return new SessionId(RandomId.draw(random));
  }

  /** Reads the 11 characters that {@link #toString} writes; empty for everything else. */
  public static Optional<SessionId> parse(String text) {
    return RandomId.read(text).map(SessionId::new);
  }

  /** 11 characters of base64url. */
  @Override
  public String toString() {
    return RandomId.write(value);
  }
}
