package dev.avowry.verifier;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The algorithms that a token may be signed with. There is no symmetric one and no {@code none}.
 */
enum Algorithm {
  ES256("ES256", "SHA256withECDSAinP1363Format"),
  EDDSA("EdDSA", "Ed25519"),
  PS256("PS256", "RSASSA-PSS"),
  RS256("RS256", "SHA256withRSA");

  private static final PSSParameterSpec PSS =
      new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

  /** What stands before the 32 bytes of an Ed25519 key in its X.509 form (RFC 8410 §4). */
  private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  /** Below, RSA is too weak (RFC 7518 §3.3); above, a key is a way to keep us busy. */
  private static final int RSA_BITS_MIN = 2048;

  private static final int RSA_BITS_MAX = 8192;

  /** Both ES256 and Ed25519 signatures have exactly this many bytes. */
  private static final int CURVE_SIGNATURE_BYTES = 64;

  private final String name;
  private final String jca;

  Algorithm(String name, String jca) {
    this.name = name;
    this.jca = jca;
  }

  /** The {@code alg} value. */
  String joseName() {
    return name;
  }

  /** The algorithm of that name, spelled exactly so (RFC 7515 §4.1.1: names are case-sensitive). */
  static Optional<Algorithm> named(String name) {
    return Arrays.stream(values()).filter(algorithm -> algorithm.name.equals(name)).findAny();
  }

  /** The public key within, or empty when the key is of another type, curve or size. */
  Optional<PublicKey> publicKey(JWK jwk) {
    try {
      return switch (this) {
        case ES256 ->
            jwk instanceof ECKey key && Curve.P_256.equals(key.getCurve())
                ? Optional.of(key.toECPublicKey())
                : Optional.empty();
        case EDDSA ->
            jwk instanceof OctetKeyPair key && Curve.Ed25519.equals(key.getCurve())
                ? ed25519(key.getDecodedX())
                : Optional.empty();
        case PS256, RS256 ->
            jwk instanceof RSAKey key
                ? Optional.of(key.toRSAPublicKey()).filter(Algorithm::sound).map(rsa -> rsa)
                : Optional.empty();
      };
    } catch (JOSEException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /** Whether the key made the signature over the bytes; a malformed signature is a no. */
  boolean verify(PublicKey key, byte[] signed, byte[] signature) {
    // The JDK reads r and s of any even length; RFC 7518 §3.4 knows one length only.
    if ((this == ES256 || this == EDDSA) && signature.length != CURVE_SIGNATURE_BYTES) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance(jca);
      if (this == PS256) {
        verifier.setParameter(PSS);
      }
      verifier.initVerify(key);
      verifier.update(signed);
      return verifier.verify(signature);
    } catch (SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot verify " + name, e);
    }
  }

  private static Optional<PublicKey> ed25519(byte[] point) throws GeneralSecurityException {
    if (point.length != 32) {
      return Optional.empty();
    }
    byte[] encoded = Arrays.copyOf(ED25519_PREFIX, ED25519_PREFIX.length + point.length);
    System.arraycopy(point, 0, encoded, ED25519_PREFIX.length, point.length);
    return Optional.of(
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
  }

  private static boolean sound(RSAPublicKey key) {
    int bits = key.getModulus().bitLength();
    return bits >= RSA_BITS_MIN
        && bits <= RSA_BITS_MAX
        && key.getPublicExponent().equals(BigInteger.valueOf(65537));
  }
}
