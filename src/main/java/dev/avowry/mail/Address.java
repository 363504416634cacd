package dev.avowry.mail;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An address to which an agent writes: one that nobody can read as another. Letters of ASCII, no
 * quotes, comments, literals or routes (RFC 5322 §3.4.1, RFC 5321 §4.1.2 and its appendix C).
 *
 * @param text with its domain in small letters
 */
public record Address(String text) {
  private static final int LONGEST = 254;
  private static final int LONGEST_LOCAL = 64;
  private static final Pattern FORM = Pattern.compile(HeadingReader.ADDRESS);

  /** Reads one; refused when it is of another form. */
  public static Address parse(String text) {
    if (!isAddress(text)) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST,
          "an address is as in ada@example.com, of ASCII, without a name, quotes or comments");
    }
    int at = text.lastIndexOf('@');
    return new Address(text.substring(0, at) + text.substring(at).toLowerCase(Locale.ROOT));
  }

  /** Routes of old are read in two ways: {@code %} and {@code !} are in none. */
  private static boolean isAddress(String text) {
    return text.length() <= LONGEST
        && text.indexOf('%') < 0
        && text.indexOf('!') < 0
        && FORM.matcher(text).matches()
        && text.lastIndexOf('@') <= LONGEST_LOCAL;
  }

  /** What stands behind the {@code @}. */
  public String domain() {
    return text.substring(text.lastIndexOf('@') + 1);
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    return "Address[redacted]";
  }
}
