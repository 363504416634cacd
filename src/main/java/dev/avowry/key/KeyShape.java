package dev.avowry.key;

import com.nimbusds.jose.crypto.utils.ECChecks;
import com.nimbusds.jose.jwk.Curve;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECParameterSpec;
import java.util.Optional;

/** Which public keys an algorithm may be used with at all. */
final class KeyShape {
  static final int MIN_RSA_BITS = 2048;

  /** Verifying with a larger modulus lets a stranger choose how long we compute. */
  static final int MAX_RSA_BITS = 8192;

  /** RFC 8017 allows 3; small exponents have no use any more and a history of forged padding. */
  private static final BigInteger MIN_EXPONENT = BigInteger.valueOf(65537);

  private static final int MAX_EXPONENT_BITS = 32;

  private KeyShape() {}

  /** What is wrong with the key for the algorithm, as half a sentence; empty if nothing is. */
  static Optional<String> flaw(Algorithm algorithm, PublicKey key) {
    return switch (algorithm) {
      case ES256 ->
          key instanceof ECPublicKey ec
              ? flaw(ec)
              : Optional.of("ES256 needs an EC key on the curve P-256");
      case EDDSA ->
          key instanceof EdECPublicKey ed && "Ed25519".equals(ed.getParams().getName())
              ? Optional.empty()
              : Optional.of("EdDSA needs an OKP key on the curve Ed25519");
      case PS256, RS256 ->
          key instanceof RSAPublicKey rsa
              ? flaw(rsa)
              : Optional.of(algorithm + " needs an RSA key");
    };
  }

  private static Optional<String> flaw(ECPublicKey key) {
    ECParameterSpec p256 = Curve.P_256.toECParameterSpec();
    if (!key.getParams().getCurve().equals(p256.getCurve())
        || !key.getParams().getGenerator().equals(p256.getGenerator())) {
      return Optional.of("ES256 needs an EC key on the curve P-256");
    }
    return ECChecks.isPointOnCurve(key, p256)
        ? Optional.empty()
        : Optional.of("the point x, y is not on the curve P-256");
  }

  private static Optional<String> flaw(RSAPublicKey key) {
    int bits = key.getModulus().bitLength();
    if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS || !key.getModulus().testBit(0)) {
      return Optional.of(
          "the RSA modulus must be odd and have %d to %d bits"
              .formatted(MIN_RSA_BITS, MAX_RSA_BITS));
    }
    BigInteger exponent = key.getPublicExponent();
    if (exponent.compareTo(MIN_EXPONENT) < 0
        || exponent.bitLength() > MAX_EXPONENT_BITS
        || !exponent.testBit(0)) {
      return Optional.of("the RSA exponent must be odd, at least 65537 and below 2^32");
    }
    return Optional.empty();
  }
}
