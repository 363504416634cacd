package dev.avowry.sign;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.key.Base64Url;
import java.util.Arrays;

/** Bytes of somebody else's, which are signed and never read, kept or shown. */
public final class Payload {
  private final byte[] bytes;

  private Payload(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Copies the bytes. */
  public static Payload of(byte[] bytes) {
    return new Payload(bytes.clone());
  }

  /** Reads unpadded base64url, RFC 7515 §2. */
  public static Payload parse(String member, String base64) {
    return Base64Url.decode(base64)
        .map(Payload::new)
        .orElseThrow(
            () -> Refusal.refused(Reason.INVALID_REQUEST, member + " must be unpadded base64url"));
  }

  /** Refuses what is too long. */
  void requireAtMost(int length) {
    if (bytes.length > length) {
      throw Refusal.refused(
          Reason.TOO_LARGE, "a payload of more than %d bytes is not signed".formatted(length));
    }
  }

  byte[] bytes() {
    return bytes.clone();
  }

  /** As a JWS has it. */
  String encoded() {
    return Base64Url.encode(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Payload[" + bytes.length + " bytes]";
  }
}
