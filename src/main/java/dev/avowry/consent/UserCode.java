package dev.avowry.consent;

import dev.avowry.agent.SecretHash;
import dev.avowry.kernel.SecretBytes;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a human types to say which device is meant, RFC 8628 §6.1: eight of twenty letters, which
 * make no words and are not taken for one another. It is no secret for long, and gives nothing to
 * whoever knows it but to be asked.
 *
 * @param letters in upper case
 */
public record UserCode(String letters) {
  private static final String ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";
  private static final int LENGTH = 8;
  private static final Pattern FORM = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");

  /** Far more than eight letters with whatever stands between them. */
  private static final int LONGEST = 40;

  static UserCode random(SecureRandom random) {
    StringBuilder letters = new StringBuilder(LENGTH);
    random.ints(LENGTH, 0, ALPHABET.length()).forEach(at -> letters.append(ALPHABET.charAt(at)));
    return new UserCode(letters.toString());
  }

  /** As somebody typed it: in any case, with or without what stands between. */
  public static Optional<UserCode> parse(String typed) {
    if (typed.length() > LONGEST) {
      return Optional.empty();
    }
    String letters = typed.replaceAll("[^\\p{L}\\p{N}]", "").toUpperCase(Locale.ROOT);
    return FORM.matcher(letters).matches() ? Optional.of(new UserCode(letters)) : Optional.empty();
  }

  /** As a device shows it: in two groups. */
  public String show() {
    return letters.substring(0, LENGTH / 2) + '-' + letters.substring(LENGTH / 2);
  }

  SecretHash hash() {
    return SecretHash.of(SecretBytes.ofText(letters));
  }

  /** Shows no letter. */
  @Override
  public String toString() {
    return "UserCode[redacted]";
  }
}
