package dev.avowry.key;

import java.util.Arrays;

/**
 * A secret that only the key-encryption key opens: a format byte, the id of that key, a nonce, and
 * the ciphertext with its tag. Safe to store; says nothing of what it holds but its length.
 */
public final class Sealed {
  private final byte[] bytes;

  private Sealed(byte[] bytes) {
    this.bytes = bytes;
  }

  /** What {@link #toBytes} gave; whether it can be opened shows when it is. */
  public static Sealed of(byte[] bytes) {
    return new Sealed(bytes.clone());
  }

  /** The form in which it is stored. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sealed that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Sealed[" + bytes.length + " bytes]";
  }
}
