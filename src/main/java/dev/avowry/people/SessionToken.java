package dev.avowry.people;

import dev.avowry.agent.SecretHash;
import dev.avowry.kernel.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a browser holds to be somebody: 256 random bits. Avowry keeps their hash only.
 *
 * @param text 43 characters of base64url
 */
public record SessionToken(SecretBytes text) {
  private static final int BYTES = 32;
  private static final Pattern WRITTEN = Pattern.compile("[A-Za-z0-9_-]{43}");

  /** A new one. */
  public static SessionToken random(SecureRandom random) {
    byte[] secret = SecretBytes.random(random, BYTES).exposeSecret();
    return new SessionToken(SecretBytes.ofText(base64(secret)));
  }

  /** What a cookie says; empty for what none of ours says. */
  public static Optional<SessionToken> parse(String cookie) {
    return WRITTEN.matcher(cookie).matches()
        ? Optional.of(new SessionToken(SecretBytes.ofText(cookie)))
        : Optional.empty();
  }

  /** What the cookie is to say. */
  public String show() {
    return new String(text.exposeSecret(), StandardCharsets.UTF_8);
  }

  /** What is kept of it. */
  SecretHash hash() {
    return SecretHash.of(text);
  }

  /**
   * What a form of ours has to send along. It follows from the token, which no other site can read,
   * and the token does not follow from it.
   */
  public String csrf() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update("csrf:".getBytes(StandardCharsets.US_ASCII));
      return base64(digest.digest(text.exposeSecret()));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("SHA-256 is missing", impossible);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
