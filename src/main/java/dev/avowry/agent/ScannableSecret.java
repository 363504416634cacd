package dev.avowry.agent;

import dev.avowry.kernel.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A secret that was made here: 256 random bits in a form that a leak scanner knows without asking,
 * with hardly a false alarm. A prefix that says what it is for, 43 characters of chance, and 6 that
 * follow from the rest: its CRC-32 in base 62.
 *
 * @param text as it is shown once
 */
public record ScannableSecret(SecretBytes text) {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  /** 62^43 is above 2^256. */
  private static final int RANDOM_DIGITS = 43;

  /** 62^6 is above 2^32. */
  private static final int CHECK_DIGITS = 6;

  /** Draws a new one. */
  public static ScannableSecret random(String prefix, SecureRandom random) {
    StringBuilder text = new StringBuilder(prefix);
    for (int i = 0; i < RANDOM_DIGITS; i++) {
      text.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
    }
    return new ScannableSecret(SecretBytes.ofText(text + check(text.toString())));
  }

  /** What a scanner looks for; {@link #isOne} leaves out what only looks like it. */
  public static Pattern pattern(String prefix) {
    return Pattern.compile(
        Pattern.quote(prefix) + "[0-9A-Za-z]{" + (RANDOM_DIGITS + CHECK_DIGITS) + "}");
  }

  /** Whether the text is of this form and its last characters follow from the others. */
  public static boolean isOne(Pattern pattern, String text) {
    int end = text.length() - CHECK_DIGITS;
    return pattern.matcher(text).matches()
        && check(text.substring(0, end)).equals(text.substring(end));
  }

  /** The secret to be shown, once. */
  public String show() {
    return new String(text.exposeSecret(), StandardCharsets.UTF_8);
  }

  private static String check(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.US_ASCII));
    char[] digits = new char[CHECK_DIGITS];
    long rest = crc.getValue();
    for (int i = CHECK_DIGITS - 1; i >= 0; i--) {
      digits[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
      rest /= DIGITS.length();
    }
    return new String(digits);
  }
}
