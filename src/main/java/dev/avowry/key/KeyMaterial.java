package dev.avowry.key;

import dev.avowry.kernel.SecretBytes;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;

/** A key pair. The private half is used through {@link #signer} only. */
public final class KeyMaterial {
  /** About 128 bits of strength, as the other algorithms have; NIST SP 800-57 part 1, table 2. */
  private static final int RSA_BITS = 3072;

  private final Jwk jwk;
  private final PrivateKey privateKey;

  private KeyMaterial(Jwk jwk, PrivateKey privateKey) {
    this.jwk = jwk;
    this.privateKey = privateKey;
  }

  /** A new pair, named by its thumbprint. RSA takes up to seconds: not for an event loop. */
  public static KeyMaterial generate(Algorithm algorithm) {
    try {
      KeyPair pair = generator(algorithm).generateKeyPair();
      Jwk jwk = Jwk.of(algorithm, pair.getPublic());
      return new KeyMaterial(
          jwk.named(jwk.thumbprint()), decoded(algorithm, pair.getPrivate().getEncoded()));
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("cannot make a key for " + algorithm, broken);
    }
  }

  /**
   * The pair that was sealed for the purpose.
   *
   * @throws SealBroken when it cannot be opened
   */
  public static KeyMaterial open(Jwk jwk, Sealed privateKey, Sealer sealer, String purpose) {
    return open(jwk, sealer.open(privateKey, purpose));
  }

  static KeyMaterial open(Jwk jwk, SecretBytes pkcs8) {
    try {
      return new KeyMaterial(jwk, decoded(jwk.algorithm(), pkcs8.exposeSecret()));
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("cannot read the private key of " + jwk, broken);
    }
  }

  /** The same pair as an authority's, with a certificate that it has issued itself. */
  KeyMaterial certified(AuthorityCertificate.Terms terms) {
    return new KeyMaterial(
        jwk.certified(AuthorityCertificate.selfIssued(jwk, signer(), terms)), privateKey);
  }

  /** The public half. */
  public Jwk jwk() {
    return jwk;
  }

  /** The private half, sealed for the purpose. */
  public Sealed seal(Sealer sealer, String purpose) {
    return sealer.seal(pkcs8(), purpose);
  }

  /** Signs with the private half. */
  public Signer signer() {
    return signer(Signatures.inUse());
  }

  Signer signer(Signatures signatures) {
    return new PooledSigner(
        jwk.kid().orElseGet(jwk::thumbprint), jwk.algorithm(), signatures, privateKey);
  }

  /** In the JDK's own form, for libraries that sign through the JDK. */
  PrivateKey privateKey() {
    return privateKey;
  }

  SecretBytes pkcs8() {
    return SecretBytes.takeCopyOf(privateKey.getEncoded());
  }

  private static KeyPairGenerator generator(Algorithm algorithm) throws GeneralSecurityException {
    return switch (algorithm) {
      case ES256 -> {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        yield generator;
      }
      case EDDSA -> KeyPairGenerator.getInstance("Ed25519");
      case PS256, RS256 -> {
        KeyPairGenerator generator = Signatures.inUse().rsaGenerator();
        generator.initialize(RSA_BITS);
        yield generator;
      }
    };
  }

  private static PrivateKey decoded(Algorithm algorithm, byte[] pkcs8)
      throws GeneralSecurityException {
    String kind =
        switch (algorithm) {
          case ES256 -> "EC";
          case EDDSA -> "Ed25519";
          case PS256, RS256 -> "RSA";
        };
    return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  /** Shows the public half only. */
  @Override
  public String toString() {
    return "KeyMaterial[" + jwk + "]";
  }
}
