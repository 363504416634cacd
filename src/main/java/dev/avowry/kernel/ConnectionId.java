package dev.avowry.kernel;

import java.security.SecureRandom;
import java.util.Optional;

/**
 * Names what connects one agent at one third party. Never reused, and no secret.
 *
 * @param value 64 random bits
 */
public record ConnectionId(long value) {
  /** A new id. */
  public static ConnectionId random(SecureRandom random) {
    return new ConnectionId(RandomId.draw(random));
  }

  /** Reads the 11 characters that {@link #toString} writes; empty for everything else. */
  public static Optional<ConnectionId> parse(String text) {
    return RandomId.read(text).map(ConnectionId::new);
  }

  /** 11 characters of base64url. */
  @Override
  public String toString() {
    return RandomId.write(value);
  }
}
