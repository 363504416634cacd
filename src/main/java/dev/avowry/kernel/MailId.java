package dev.avowry.kernel;

import java.security.SecureRandom;
import java.util.Optional;

/**
 * Names one message in one mailbox. Never reused; says nothing of its order or of what it holds.
 *
 * @param value 64 random bits
 */
public record MailId(long value) {
  /** A new id. */
  public static MailId random(SecureRandom random) {
    return new MailId(RandomId.draw(random));
  }

  /** Reads the 11 characters that {@link #toString} writes; empty for everything else. */
  public static Optional<MailId> parse(String text) {
    return RandomId.read(text).map(MailId::new);
  }

  /** 11 characters of base64url. */
  @Override
  public String toString() {
    return RandomId.write(value);
  }
}
