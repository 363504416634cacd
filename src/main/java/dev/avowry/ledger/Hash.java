package dev.avowry.ledger;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A SHA-256 hash, equal by value. On the wire it is standard base64 with padding, 44 characters,
 * and each hash has one spelling.
 */
public final class Hash {
  /** Bytes of a hash. */
  public static final int LENGTH = 32;

  private final byte[] bytes;

  /** Takes the bytes as its own; for who has just made them. */
  Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The hash that is a copy of these 32 bytes.
   *
   * @throws IllegalArgumentException if they are not 32
   */
  public static Hash of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
    }
    return new Hash(bytes.clone());
  }

  /** The hash that the text spells; empty if it is anything else. */
  public static Optional<Hash> parse(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      Hash hash = new Hash(bytes);
      // The decoder forgives missing padding and stray bits; only one spelling may pass.
      return bytes.length == LENGTH && hash.toString().equals(base64)
          ? Optional.of(hash)
          : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** A copy of the 32 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Writes the 32 bytes into the target from the offset on. */
  void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, LENGTH);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** As on the wire. */
  @Override
  public String toString() {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
