package dev.avowry.mail;

import dev.avowry.kernel.MailId;
import java.time.Instant;

/**
 * A code or a link, and where it stands; nothing else of the message.
 *
 * @param value letters, digits and hyphens of ASCII, or a link to a domain that was asked for
 */
public record FoundCode(MailId message, Instant receivedAt, CodeWish.Kind kind, String value) {
  /** Without what is secret. */
  @Override
  public String toString() {
    return "FoundCode[message=%s]".formatted(message);
  }
}
