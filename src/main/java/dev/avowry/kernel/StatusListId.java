package dev.avowry.kernel;

import java.security.SecureRandom;
import java.util.Optional;

/**
 * Names one status list. Never reused.
 *
 * @param value 64 random bits
 */
public record StatusListId(long value) {
  /** A new id. */
  public static StatusListId random(SecureRandom random) {
    return new StatusListId(RandomId.draw(random));
  }

  /** Reads the 11 characters that {@link #toString} writes; empty for everything else. */
  public static Optional<StatusListId> parse(String text) {
    return RandomId.read(text).map(StatusListId::new);
  }

  /** 11 characters of base64url. */
  @Override
  public String toString() {
    return RandomId.write(value);
  }
}
