package dev.avowry.testing;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * An authenticator with one passkey, and the browser around it: ES256, CBOR by hand, WebAuthn Level
 * 3 §6. It says what it is told to say, also what no honest one would.
 */
public final class TestAuthenticator {
  private static final int USER_PRESENT = 0x01;
  private static final int USER_VERIFIED = 0x04;
  private static final int HAS_CREDENTIAL = 0x40;
  private static final int COORDINATE = 32;

  private final byte[] id = new byte[32];
  private final KeyPair keys;
  private String origin = Api.ISSUER;
  private String host = "avowry.example";
  private int flags = USER_PRESENT | USER_VERIFIED;
  private long counter;

  /** A new one, with a new key. */
  public TestAuthenticator() {
    new SecureRandom().nextBytes(id);
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      keys = generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** In a browser that shows a page of this origin. */
  public TestAuthenticator at(String otherOrigin) {
    origin = otherOrigin;
    return this;
  }

  /** Asked on behalf of this host. */
  public TestAuthenticator forHost(String otherHost) {
    host = otherHost;
    return this;
  }

  /** Nobody has unlocked it. */
  public TestAuthenticator locked() {
    flags = USER_PRESENT;
    return this;
  }

  /** It says that it has signed so often. */
  public TestAuthenticator counting(long signed) {
    counter = signed;
    return this;
  }

  /** The passkey's id. */
  public String id() {
    return text(id);
  }

  /** {@code navigator.credentials.create}, as JSON. */
  public String create(String challenge) {
    byte[] data = concat(header(flags | HAS_CREDENTIAL), attested());
    byte[] attestation =
        concat(
            new byte[] {(byte) 0xa3},
            cborText("fmt"),
            cborText("none"),
            cborText("attStmt"),
            new byte[] {(byte) 0xa0},
            cborText("authData"),
            cborBytes(data));
    return envelope(
        "\"clientDataJSON\":\"%s\",\"attestationObject\":\"%s\",\"transports\":[\"internal\"]"
            .formatted(text(clientData("webauthn.create", challenge)), text(attestation)));
  }

  /** {@code navigator.credentials.get}, as JSON. */
  public String get(String challenge) {
    byte[] client = clientData("webauthn.get", challenge);
    byte[] data = header(flags);
    return envelope(
        "\"clientDataJSON\":\"%s\",\"authenticatorData\":\"%s\",\"signature\":\"%s\""
            .formatted(text(client), text(data), text(sign(concat(data, sha256(client))))));
  }

  private String envelope(String response) {
    return "{\"id\":\"%s\",\"rawId\":\"%s\",\"type\":\"public-key\",\"response\":{%s},"
            .formatted(id(), id(), response)
        + "\"clientExtensionResults\":{}}";
  }

  private byte[] clientData(String type, String challenge) {
    return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false}"
        .formatted(type, challenge, origin)
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] header(int with) {
    return ByteBuffer.allocate(37)
        .put(sha256(host.getBytes(StandardCharsets.UTF_8)))
        .put((byte) with)
        .putInt((int) counter)
        .array();
  }

  private byte[] attested() {
    ECPublicKey key = (ECPublicKey) keys.getPublic();
    byte[] before =
        ByteBuffer.allocate(16 + 2 + id.length)
            .put(new byte[16])
            .putShort((short) id.length)
            .put(id)
            .array();
    return concat(
        before,
        // COSE_Key, RFC 9053 §7.1.1: kty EC2, alg ES256, crv P-256, x, y.
        new byte[] {(byte) 0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21},
        cborBytes(coordinate(key.getW().getAffineX())),
        new byte[] {0x22},
        cborBytes(coordinate(key.getW().getAffineY())));
  }

  private byte[] sign(byte[] input) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(input);
      return signature.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] coordinate(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[COORDINATE];
    int length = Math.min(bytes.length, COORDINATE);
    System.arraycopy(bytes, bytes.length - length, fixed, COORDINATE - length, length);
    return fixed;
  }

  private static byte[] cborText(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return concat(new byte[] {(byte) (0x60 | bytes.length)}, bytes);
  }

  private static byte[] cborBytes(byte[] bytes) {
    return concat(new byte[] {0x58, (byte) bytes.length}, bytes);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
