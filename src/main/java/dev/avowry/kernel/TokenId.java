package dev.avowry.kernel;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * The {@code jti} of a token that Avowry mints.
 *
 * @param value 22 characters of base64url: 128 random bits, so that no two ever meet
 */
public record TokenId(String value) {
  private static final int BYTES = 16;

  /** A new id. */
  public static TokenId random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new TokenId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** The value itself. */
  @Override
  public String toString() {
    return value;
  }
}
