package dev.avowry.key;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * An ES256 signature is exactly 64 bytes, r and s, each from 1 to n-1; RFC 7518 §3.4.
 *
 * <p>Checked before any provider sees it: r = s = 0 has passed for a signature of everything in
 * providers that left this out (CVE-2022-21449).
 */
final class EcdsaSignature {
  private static final int HALF = 32;

  /** The order of P-256, FIPS 186-5. */
  private static final BigInteger N =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private EcdsaSignature() {}

  static boolean isWellFormed(byte[] signature) {
    return signature.length == 2 * HALF
        && isInRange(Arrays.copyOfRange(signature, 0, HALF))
        && isInRange(Arrays.copyOfRange(signature, HALF, 2 * HALF));
  }

  private static boolean isInRange(byte[] half) {
    BigInteger value = new BigInteger(1, half);
    return value.signum() > 0 && value.compareTo(N) < 0;
  }
}
