package dev.avowry.provenance;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * A key as a domain publishes it, RFC 6376 §3.6.1. A key that was taken back is none, nor is one
 * that is being tried out.
 *
 * @param value in Base64
 * @param strict whether it signs for its own domain alone, and for none below
 */
record DkimKey(Kind kind, String value, boolean strict) {
  /** RFC 8301 §3.2; above that a verification takes others' time. */
  private static final int LEAST_BITS = 1_024;

  private static final int MOST_BITS = 4_096;
  private static final int MOST_BITS_OF_EXPONENT = 33;
  private static final int ED25519_BYTES = 32;

  /** What keys there are; with SHA-256, and nothing older. */
  enum Kind {
    RSA,
    ED25519;

    static Optional<Kind> ofAlgorithm(String name) {
      return switch (name.toLowerCase(Locale.ROOT)) {
        case "rsa-sha256" -> Optional.of(RSA);
        case "ed25519-sha256" -> Optional.of(ED25519);
        default -> Optional.empty();
      };
    }
  }

  /** The key in a record; empty when there is none that can be used for mail. */
  static Optional<DkimKey> read(String record) {
    return TagList.read(record)
        .filter(tags -> tags.get("v").isEmpty() || tags.beginsWith("v", "DKIM1"))
        .filter(tags -> has(tags, "h", "sha256", true))
        .filter(tags -> has(tags, "s", "email", true) || has(tags, "s", "*", true))
        .filter(tags -> !has(tags, "t", "y", false))
        .flatMap(
            tags ->
                kind(tags)
                    .flatMap(
                        kind ->
                            DkimSignature.base64(tags, "p")
                                .map(key -> new DkimKey(kind, key, has(tags, "t", "s", false)))));
  }

  private static Optional<Kind> kind(TagList tags) {
    return Kind.ofAlgorithm(tags.packed("k").orElse("rsa") + "-sha256");
  }

  private static boolean has(TagList tags, String name, String value, boolean usually) {
    return tags.packed(name)
        .map(list -> Arrays.asList(list.split(":", -1)).contains(value))
        .orElse(usually);
  }

  /**
   * Whether it has made the signature.
   *
   * @param digest SHA-256 of what is signed
   * @param signed the same, whole
   */
  boolean verifies(byte[] signed, byte[] digest, byte[] signature) {
    try {
      return switch (kind) {
        case RSA -> verifiesRsa(signed, signature);
        case ED25519 -> verifiesEd25519(digest, signature);
      };
    } catch (GeneralSecurityException | IOException | RuntimeException unusable) {
      return false;
    }
  }

  private boolean verifiesRsa(byte[] signed, byte[] value)
      throws GeneralSecurityException, IOException {
    RSAPublicKey key = rsa();
    int bits = key.getModulus().bitLength();
    if (bits < LEAST_BITS
        || bits > MOST_BITS
        || key.getPublicExponent().bitLength() > MOST_BITS_OF_EXPONENT) {
      return false;
    }
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(key);
    signature.update(signed);
    return signature.verify(value);
  }

  private byte[] bytes() {
    return Base64.getDecoder().decode(value);
  }

  /** As everybody publishes it, or as RFC 6376 §3.6.1 has it: without what says that it is RSA. */
  private RSAPublicKey rsa() throws GeneralSecurityException, IOException {
    ASN1Sequence outer = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(bytes()));
    ASN1Primitive inner =
        outer.getObjectAt(0) instanceof ASN1Sequence
            ? SubjectPublicKeyInfo.getInstance(outer).parsePublicKey()
            : outer;
    org.bouncycastle.asn1.pkcs.RSAPublicKey key =
        org.bouncycastle.asn1.pkcs.RSAPublicKey.getInstance(inner);
    BigInteger modulus = key.getModulus();
    return (RSAPublicKey)
        KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(modulus, key.getPublicExponent()));
  }

  /** RFC 8463 §3: what is signed is the digest. */
  private boolean verifiesEd25519(byte[] digest, byte[] value) {
    byte[] bytes = bytes();
    if (bytes.length != ED25519_BYTES) {
      return false;
    }
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(false, new Ed25519PublicKeyParameters(bytes));
    signer.update(digest, 0, digest.length);
    return signer.verifySignature(value);
  }
}
