package dev.avowry.people;

import dev.avowry.kernel.SecretBytes;
import dev.avowry.kernel.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The one-time token by which the first administrator gets in. Avowry keeps its hash only.
 *
 * @param text as it is shown once
 */
record BootstrapToken(SecretBytes text) {
  /** By which a leak scanner knows one. */
  private static final String PREFIX = "avb_";

  private static final int BYTES = 32;

  /** Format of the stored hash; 256 random bits need no slow hash. */
  private static final byte SHA_256 = 1;

  static BootstrapToken random(SecureRandom random) {
    byte[] secret = SecretBytes.random(random, BYTES).exposeSecret();
    return new BootstrapToken(
        SecretBytes.ofText(
            PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret)));
  }

  /** One that automation chose. */
  static BootstrapToken given(SecretBytes text) {
    return new BootstrapToken(text);
  }

  /** What is stored: the format's version and the hash. */
  byte[] hash() {
    byte[] digest = Sha256.of(text.exposeSecret());
    return ByteBuffer.allocate(1 + digest.length).put(SHA_256).put(digest).array();
  }

  /** The token to be shown, once. */
  String show() {
    return new String(text.exposeSecret(), StandardCharsets.UTF_8);
  }
}
