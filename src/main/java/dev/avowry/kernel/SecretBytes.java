package dev.avowry.kernel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;

/**
 * A secret that does not show itself: {@link #toString} is redacted, comparison takes the same time
 * whatever differs, and bytes go in and out as copies only.
 */
public final class SecretBytes {
  private final byte[] bytes;

  private SecretBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Holds a copy of the given bytes. */
  public static SecretBytes takeCopyOf(byte[] bytes) {
    return new SecretBytes(bytes.clone());
  }

  /** Holds the UTF-8 form of the text. */
  public static SecretBytes ofText(String text) {
    return new SecretBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Draws a new secret of the given number of bytes. */
  public static SecretBytes random(SecureRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return new SecretBytes(bytes);
  }

  /** A copy of the secret itself: the one way out, named so that it can be searched for. */
  public byte[] exposeSecret() {
    return bytes.clone();
  }

  /** Number of bytes. */
  public int length() {
    return bytes.length;
  }

  /** Equal in constant time. */
  @Override
  public boolean equals(Object other) {
    return other instanceof SecretBytes that && MessageDigest.isEqual(bytes, that.bytes);
  }

  /** The same for all secrets: a hash would tell something of the content. */
  @Override
  public int hashCode() {
    return SecretBytes.class.hashCode();
  }

  @Override
  public String toString() {
    return "SecretBytes[redacted]";
  }
}
