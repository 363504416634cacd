package dev.avowry.mail;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an agent words itself: bounded, without anything that ends a line of a header or is not
 * seen, and without what looks like a key or a token.
 *
 * @param text its lines ended by a line feed
 * @param key by which its agent calls it, if it does
 */
public record Wording(String text, Optional<String> key) {
  private static final int LONGEST_SUBJECT = 200;
  private static final int MOST_BYTES = 32 * 1024;

  /** Controls, line and paragraph separators, what turns the direction, and halves of letters. */
  private static final Pattern NOT_IN_SUBJECT =
      Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]");

  private static final Pattern NOT_IN_TEXT = Pattern.compile("[\\p{Cc}\\p{Cs}&&[^\\n\\t]]");

  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /**
   * A private key, RFC 7468; a signed token, RFC 7519 §3; a bootstrap token of ours. A token is
   * looked for once in each word, so that many beginnings of one cost no more than their length.
   */
  private static final Pattern SECRET =
      Pattern.compile(
          "-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----"
              + "|(?<![A-Za-z0-9_-])(?=[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_-]{16})"
              + "[A-Za-z0-9_-]*?eyJ[A-Za-z0-9_-]{8}"
              + "|\\bavb_[A-Za-z0-9_-]{16,}");

  /** What an agent wants said; refused when it cannot be. */
  public static Wording of(String text, Optional<String> key) {
    String lines = text.replace("\r\n", "\n");
    require(
        !lines.isBlank() && lines.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES,
        "text has 1 to 32768 bytes");
    require(
        !NOT_IN_TEXT.matcher(lines).find(), "text is plain, without control characters but tabs");
    require(
        !SECRET.matcher(lines).find(),
        "text has something in it that looks like a private key or a token");
    require(
        key.map(name -> KEY.matcher(name).matches()).orElse(true),
        "key is 1 to 64 letters of ASCII, digits, dots, hyphens and underscores");
    return new Wording(lines, key);
  }

  /** What it is about; refused when it cannot stand in one line. */
  static String subject(String text) {
    require(!text.isBlank() && text.length() <= LONGEST_SUBJECT, "subject has 1 to 200 characters");
    require(!NOT_IN_SUBJECT.matcher(text).find(), "subject is one line, of what can be seen");
    require(
        !SECRET.matcher(text).find(),
        "subject has something in it that looks like a private key or a token");
    return text.strip();
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.refused(Reason.INVALID_REQUEST, otherwise);
    }
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    return "Wording[redacted]";
  }
}
