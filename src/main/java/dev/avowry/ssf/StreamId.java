package dev.avowry.ssf;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names one stream. Never reused.
 *
 * @param value 22 characters of base64url: 128 random bits, which nobody guesses
 */
public record StreamId(String value) {
  private static final int BYTES = 16;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{22}");

  /** A new id. */
  static StreamId random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new StreamId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** Reads what could be an id; empty for everything else. */
  public static Optional<StreamId> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new StreamId(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
