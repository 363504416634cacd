package dev.avowry.key;

import java.util.Base64;
import java.util.Optional;

/**
 * Unpadded base64url, RFC 7515 §2. Reads only what it writes: a second spelling of the same bytes
 * would be a second name for the same token or key.
 */
public final class Base64Url {
  private Base64Url() {}

  /** The one spelling of the bytes. */
  public static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The bytes; empty for padding, foreign characters and stray bits at the end. */
  public static Optional<byte[]> decode(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
