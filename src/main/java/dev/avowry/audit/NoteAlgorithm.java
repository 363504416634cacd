package dev.avowry.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a note can be signed with. Each has its type in front of the public key, so that a key of
 * one is never taken for a key of the other: C2SP signed-note, "Signature types".
 */
public enum NoteAlgorithm {
  /** RFC 8032, type 0x01: what every witness understands. */
  ED25519("Ed25519", "\u0001", 32, 64, "302a300506032b6570032100"),

  /**
   * FIPS 204 with an empty context. Type 0xff, the one for algorithms without a byte of their own,
   * and behind it an identifier that nobody else uses.
   */
  ML_DSA_65(
      "ML-DSA-65",
      "\u00ffavowry.dev/ML-DSA-65",
      1952,
      3309,
      "308207b2300b0609608648016503040312038207a100");

  private final String jcaName;

  /** A character for each byte: arrays are not for enums. */
  private final String type;

  private final int keyBytes;
  private final int signatureBytes;

  /** What stands before the key itself in the encoding that the JDK reads: RFC 8410, RFC 9881. */
  private final String spki;

  NoteAlgorithm(String jcaName, String type, int keyBytes, int signatureBytes, String spki) {
    this.jcaName = jcaName;
    this.type = type;
    this.keyBytes = keyBytes;
    this.signatureBytes = signatureBytes;
    this.spki = spki;
  }

  /** The algorithm whose typed key this is; empty for every other type or length. */
  static Optional<NoteAlgorithm> of(byte[] typedKey) {
    return Arrays.stream(values()).filter(each -> each.reads(typedKey)).findFirst();
  }

  /** The name, as FIPS 186-5 and FIPS 204 have it. */
  public String wireName() {
    return jcaName;
  }

  KeyPair newPair() {
    try {
      return KeyPairGenerator.getInstance(jcaName).generateKeyPair();
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("cannot make a key for " + jcaName, broken);
    }
  }

  /** Type and public key one behind the other. */
  byte[] typed(PublicKey key) {
    byte[] encoded = key.getEncoded();
    return join(type(), Arrays.copyOfRange(encoded, encoded.length - keyBytes, encoded.length));
  }

  PrivateKey privateKey(byte[] pkcs8) throws GeneralSecurityException {
    return KeyFactory.getInstance(jcaName).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  byte[] sign(PrivateKey key, byte[] text) {
    try {
      Signature signature = Signature.getInstance(jcaName);
      signature.initSign(key);
      signature.update(text);
      return signature.sign();
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("cannot sign with " + jcaName, broken);
    }
  }

  /** Whether the signature over the text is by this key; false too if either is malformed. */
  boolean verifies(byte[] typedKey, byte[] text, byte[] signature) {
    try {
      Signature engine = Signature.getInstance(jcaName);
      engine.initVerify(publicKey(typedKey));
      engine.update(text);
      return signature.length == signatureBytes && engine.verify(signature);
    } catch (GeneralSecurityException malformed) {
      return false;
    }
  }

  private boolean reads(byte[] typedKey) {
    byte[] own = type();
    return typedKey.length == own.length + keyBytes
        && Arrays.equals(typedKey, 0, own.length, own, 0, own.length);
  }

  private PublicKey publicKey(byte[] typedKey) throws GeneralSecurityException {
    byte[] key = Arrays.copyOfRange(typedKey, type().length, typedKey.length);
    byte[] encoded = join(HexFormat.of().parseHex(spki), key);
    return KeyFactory.getInstance(jcaName).generatePublic(new X509EncodedKeySpec(encoded));
  }

  private byte[] type() {
    return type.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
