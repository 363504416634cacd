package dev.avowry.sign;

import dev.avowry.kernel.Sha256;
import dev.avowry.key.Base64Url;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** What a signature is over, or a signature. */
final class SignedBytes {
  private final byte[] bytes;

  private SignedBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** All of them, one after the other. */
  static SignedBytes of(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
    Arrays.stream(parts).forEach(all::put);
    return new SignedBytes(all.array());
  }

  byte[] value() {
    return bytes.clone();
  }

  /** By what the ledger knows it: SHA-256, in 43 characters of base64url. */
  String digest() {
    return Base64Url.encode(sha256());
  }

  /** SHA-256. */
  byte[] sha256() {
    return Sha256.of(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignedBytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "SignedBytes[" + bytes.length + "]";
  }
}
