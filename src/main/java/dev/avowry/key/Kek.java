package dev.avowry.key;

import dev.avowry.kernel.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The key-encryption key: 256 bits that open everything that Avowry keeps sealed. */
final class Kek {
  static final int BYTES = 32;
  static final int ID_BYTES = 8;

  private final SecretBytes secret;
  private final byte[] id;
  private final String source;

  private Kek(SecretBytes secret, String source) {
    this.secret = secret;
    this.id = idOf(secret);
    this.source = source;
  }

  /** A key from its 32 bytes; empty for any other number of them. */
  static Optional<Kek> of(SecretBytes secret, String source) {
    return secret.length() == BYTES ? Optional.of(new Kek(secret, source)) : Optional.empty();
  }

  /** A key from base64, with white space around it allowed; empty for everything else. */
  static Optional<Kek> parse(String base64, String source) {
    try {
      return of(SecretBytes.takeCopyOf(Base64.getDecoder().decode(base64.strip())), source);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** Names the key in what it sealed, and tells nothing of it. */
  byte[] id() {
    return id.clone();
  }

  /** Where it came from, for messages. */
  String source() {
    return source;
  }

  SecretKey key() {
    return new SecretKeySpec(secret.exposeSecret(), "AES");
  }

  /** What only who has the key can tell for that label, and what tells nothing of the key. */
  SecretBytes derive(String label) {
    return SecretBytes.takeCopyOf(mac(secret, label));
  }

  private static byte[] idOf(SecretBytes secret) {
    return Arrays.copyOf(mac(secret, "avowry key-encryption key id"), ID_BYTES);
  }

  private static byte[] mac(SecretBytes secret, String label) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.exposeSecret(), "HmacSHA256"));
      return mac.doFinal(label.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("HMAC-SHA-256 is missing", impossible);
    }
  }

  @Override
  public String toString() {
    return "Kek[redacted]";
  }
}
