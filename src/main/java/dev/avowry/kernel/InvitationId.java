package dev.avowry.kernel;

import java.security.SecureRandom;
import java.util.Optional;

/**
 * Names a token with which clients may register themselves. Never reused, and no secret.
 *
 * @param value 64 random bits
 */
public record InvitationId(long value) {
  /** A new id. */
  public static InvitationId random(SecureRandom random) {
    return new InvitationId(RandomId.draw(random));
  }

  /** Reads the 11 characters that {@link #toString} writes; empty for everything else. */
  public static Optional<InvitationId> parse(String text) {
    return RandomId.read(text).map(InvitationId::new);
  }

  /** 11 characters of base64url. */
  @Override
  public String toString() {
    return RandomId.write(value);
  }
}
