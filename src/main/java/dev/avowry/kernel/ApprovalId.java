package dev.avowry.kernel;

import java.security.SecureRandom;
import java.util.Optional;

/**
 * Names what an agent asks of humans who are not there. Never reused, and no secret.
 *
 * @param value 64 random bits
 */
public record ApprovalId(long value) {
  /** A new id. */
  public static ApprovalId random(SecureRandom random) {
    return new ApprovalId(RandomId.draw(random));
  }

  /** Reads the 11 characters that {@link #toString} writes; empty for everything else. */
  public static Optional<ApprovalId> parse(String text) {
    return RandomId.read(text).map(ApprovalId::new);
  }

  /** 11 characters of base64url. */
  @Override
  public String toString() {
    return RandomId.write(value);
  }
}
