package dev.avowry.revocation;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.BitSet;
import java.util.zip.Deflater;

/**
 * A status list with one bit an index, as draft-ietf-oauth-status-list §4.1 writes it: the lowest
 * bit of a byte first, compressed by ZLIB at its best, base64url.
 */
final class StatusBits {
  /** Statuses are {@code VALID} and {@code INVALID}, §7.1. */
  static final int BITS = 1;

  private static final int BUFFER = 4096;

  private StatusBits() {}

  /** The {@code lst} of so many places, of which those that are set are {@code INVALID}. */
  static String write(BitSet ended, int places) {
    byte[] bytes = new byte[Math.ceilDiv(places, Byte.SIZE)];
    byte[] set = ended.toByteArray();
    System.arraycopy(set, 0, bytes, 0, set.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(compressed(bytes));
  }

  private static byte[] compressed(byte[] bytes) {
    try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(BUFFER);
      byte[] buffer = new byte[BUFFER];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    }
  }
}
