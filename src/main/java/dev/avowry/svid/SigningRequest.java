package dev.avowry.svid;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.key.Algorithm;
import dev.avowry.key.Jwk;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;

/**
 * A request for a certificate, RFC 2986, whose sender has proven to have the private key. Nothing
 * of it is taken but the public key: which names and extensions a certificate has is not for its
 * holder to say.
 *
 * @param key fit for signatures, as a registered one has to be
 */
record SigningRequest(Jwk key) {
  /** One for RSA of 8192 bits, with names that nobody reads, is shorter. */
  private static final int LONGEST = 8 * 1024;

  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN CERTIFICATE REQUEST-----\r?\n"
              + "((?:[A-Za-z0-9+/=]{1,76}\r?\n)+)"
              + "-----END CERTIFICATE REQUEST-----(?:\r?\n)?");

  /** Of P-256, Ed25519 and RSA: SHA-2, and nothing older. */
  private static final Set<ASN1ObjectIdentifier> SIGNATURES =
      Set.of(
          X9ObjectIdentifiers.ecdsa_with_SHA256,
          X9ObjectIdentifiers.ecdsa_with_SHA384,
          X9ObjectIdentifiers.ecdsa_with_SHA512,
          EdECObjectIdentifiers.id_Ed25519,
          PKCSObjectIdentifiers.sha256WithRSAEncryption,
          PKCSObjectIdentifiers.sha384WithRSAEncryption,
          PKCSObjectIdentifiers.sha512WithRSAEncryption);

  /**
   * Reads PEM (RFC 7468 §7), or DER in base64, and verifies the signature. Takes about as long as
   * the verification of a signature: not for an event loop.
   */
  static SigningRequest parse(String text) {
    byte[] der = der(text);
    try {
      PKCS10CertificationRequest request = new PKCS10CertificationRequest(der);
      // What can be spelled in two ways was not written by an encoder of DER.
      require(Arrays.equals(der, request.toASN1Structure().getEncoded("DER")), "it is not DER");
      require(
          SIGNATURES.contains(request.getSignatureAlgorithm().getAlgorithm()),
          "it is signed by an algorithm that is not taken");
      Jwk key = key(request);
      require(isSignedBy(request, key.publicKey()), "it is not signed by its own key");
      return new SigningRequest(key);
    } catch (IOException | RuntimeException malformed) {
      if (malformed instanceof Refused refused) {
        throw refused;
      }
      throw invalid("it is not a request of PKCS #10");
    }
  }

  private static byte[] der(String text) {
    if (text.length() > LONGEST) {
      throw invalid("it is longer than %d characters".formatted(LONGEST));
    }
    Matcher pem = PEM.matcher(text);
    String body = pem.matches() ? pem.group(1).replaceAll("\r?\n", "") : text;
    try {
      return Base64.getDecoder().decode(body);
    } catch (IllegalArgumentException notBase64) {
      throw invalid("it must be one block of PEM, or DER in base64");
    }
  }

  /** Refused with {@code invalid_key} where a JWK with that key would be. */
  private static Jwk key(PKCS10CertificationRequest request) throws IOException {
    byte[] encoded = request.getSubjectPublicKeyInfo().getEncoded();
    ASN1ObjectIdentifier kind = request.getSubjectPublicKeyInfo().getAlgorithm().getAlgorithm();
    if (kind.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return Jwk.of(Algorithm.ES256, publicKey("EC", encoded));
    }
    if (kind.equals(EdECObjectIdentifiers.id_Ed25519)) {
      return Jwk.of(Algorithm.EDDSA, publicKey("Ed25519", encoded));
    }
    if (kind.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      return Jwk.of(Algorithm.PS256, publicKey("RSA", encoded));
    }
    throw unusable();
  }

  private static PublicKey publicKey(String kind, byte[] encoded) {
    try {
      return KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | RuntimeException malformed) {
      throw unusable();
    }
  }

  private static boolean isSignedBy(PKCS10CertificationRequest request, PublicKey key) {
    try {
      return request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key));
    } catch (PKCSException | OperatorCreationException unfit) {
      return false;
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw invalid(otherwise);
    }
  }

  private static Refused unusable() {
    return Refusal.refused(
        Reason.INVALID_KEY, "the key of csr must be one of P-256, Ed25519 or RSA");
  }

  private static Refused invalid(String detail) {
    return Refusal.refused(Reason.INVALID_REQUEST, "csr was refused: " + detail);
  }
}
