package dev.avowry.kernel;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The one written form of a random 64-bit id: 11 characters of base64url.
 *
 * <p>Ids say nothing: neither order nor kind nor time can be read from them.
 */
final class RandomId {
  static final int LENGTH = 11;

  private RandomId() {}

  /**
   * Draws an id whose first byte is never {@code 0xff}, so that a path of ids followed by {@code
   * 0xff} sorts after everything below that path.
   */
  static long draw(SecureRandom random) {
    while (true) {
      long value = random.nextLong();
      if (value >>> 56 != 0xff) {
        return value;
      }
    }
  }

  static String write(long value) {
    byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Reads only what {@link #write} writes; any other spelling of the same bits is not an id. */
  static Optional<Long> read(String text) {
    if (text.length() != LENGTH) {
      return Optional.empty();
    }
    try {
      long value = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text)).getLong();
      return write(value).equals(text) ? Optional.of(value) : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
