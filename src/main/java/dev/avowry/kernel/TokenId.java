package dev.avowry.kernel;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * The {@code jti} of a token that Avowry mints.
 *
 * @param value 22 characters of base64url: 128 random bits, so that no two ever meet
 */
public record TokenId(String value) {
  private static final int BYTES = 16;
  private static final int LENGTH = 22;

  /** A new id. */
  public static TokenId random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return of(bytes);
  }

  /** Reads a {@code jti} in the one spelling that we write; empty for everything else. */
  public static Optional<TokenId> parse(String text) {
    if (text.length() != LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(of(Base64.getUrlDecoder().decode(text)))
          .filter(id -> id.value.equals(text));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** The id with these bits, as they are stored. */
  public static TokenId of(UUID bits) {
    return of(
        ByteBuffer.allocate(BYTES)
            .putLong(bits.getMostSignificantBits())
            .putLong(bits.getLeastSignificantBits())
            .array());
  }

  /** The same 128 bits, as they are stored. */
  public UUID bits() {
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(value));
    return new UUID(bytes.getLong(), bytes.getLong());
  }

  /** The value itself. */
  @Override
  public String toString() {
    return value;
  }

  private static TokenId of(byte[] bytes) {
    return new TokenId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }
}
