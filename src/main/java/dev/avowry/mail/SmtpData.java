package dev.avowry.mail;

import dev.avowry.kernel.SecretBytes;
import java.io.ByteArrayOutputStream;

/**
 * What follows {@code DATA}, RFC 5321 §4.1.1.4: it ends with CRLF, a dot and CRLF, and with nothing
 * that looks like it. A message with a CR or an LF alone is none, so that nobody after us finds an
 * end where we found none, or none where we did.
 *
 * <pre>
 *   START --'.'--> DOT --CR--> DOT_CR --LF--> END
 *     |  ^
 *     v  | LF
 *   MIDDLE --CR--> CR            anything else after a CR, and an LF without one: malformed
 * </pre>
 */
final class SmtpData {
  /** So much of what is too large anyway is heard out, that its sender hears why. */
  private static final int PATIENCE = 4;

  private enum Place {
    START,
    MIDDLE,
    CR,
    DOT,
    DOT_CR,
    END
  }

  private final int most;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private Place place = Place.START;
  private long read;
  private boolean malformed;

  /**
   * Nothing was read yet.
   *
   * @param most bytes that a message may have
   */
  SmtpData(int most) {
    this.most = most;
  }

  /** Reads from there on; gives where the message has ended, or the end of what there is. */
  int read(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && place != Place.END) {
      read(bytes[at]);
      at++;
    }
    return at;
  }

  private void read(byte value) {
    read++;
    place =
        switch (place) {
          case START -> value == '.' ? Place.DOT : inLine(value);
          case MIDDLE -> inLine(value);
          case CR -> afterCr(value);
          case DOT -> value == '\r' ? Place.DOT_CR : inLine(value);
          case DOT_CR -> value == '\n' ? Place.END : bare(value);
          case END -> Place.END;
        };
  }

  private Place inLine(byte value) {
    if (value == '\r') {
      return Place.CR;
    }
    if (value == '\n' || value == 0) {
      return bare(value);
    }
    keep(value);
    return Place.MIDDLE;
  }

  private Place afterCr(byte value) {
    if (value != '\n') {
      return bare(value);
    }
    keep((byte) '\r');
    keep((byte) '\n');
    return Place.START;
  }

  /** It is heard out to its real end, and refused. */
  private Place bare(byte value) {
    malformed = true;
    return value == '\r' ? Place.CR : Place.MIDDLE;
  }

  private void keep(byte value) {
    if (kept.size() <= most && !malformed) {
      kept.write(value);
    }
  }

  boolean isEnded() {
    return place == Place.END;
  }

  /** Whether it is no message for a CR, an LF or a NUL that stands alone. */
  boolean isMalformed() {
    return malformed;
  }

  boolean isTooLarge() {
    return kept.size() > most;
  }

  /** Whether nobody listens any longer. */
  boolean isEndless() {
    return read > (long) PATIENCE * most;
  }

  SecretBytes content() {
    return SecretBytes.takeCopyOf(kept.toByteArray());
  }
}
