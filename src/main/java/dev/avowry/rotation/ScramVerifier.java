package dev.avowry.rotation;

import dev.avowry.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What PostgreSQL keeps of a password, RFC 5802 §3 with SHA-256, RFC 7677. The server that is given
 * this never sees the password, nor do its log and its statistics.
 */
public final class ScramVerifier {
  /** RFC 7677 §4 asks for so many; a random password needs no more. */
  private static final int ITERATIONS = 4_096;

  private static final int BITS = 256;

  private ScramVerifier() {}

  /**
   * The verifier as {@code ALTER ROLE … PASSWORD} takes it: letters, digits and {@code -+/=:$}
   * alone. Takes milliseconds: for a worker.
   *
   * @param password in ASCII, which SASLprep (RFC 4013) leaves as it is
   * @param salt random, used for nothing else
   */
  public static String of(String password, byte[] salt) {
    return of(password, salt, ITERATIONS);
  }

  static String of(String password, byte[] salt, int iterations) {
    if (!password.chars().allMatch(each -> each > ' ' && each < 127)) {
      throw new IllegalArgumentException("a password of ours is visible ASCII");
    }
    try {
      byte[] salted =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
              .generateSecret(new PBEKeySpec(password.toCharArray(), salt, iterations, BITS))
              .getEncoded();
      byte[] stored = Sha256.of(hmac(salted, "Client Key"));
      byte[] server = hmac(salted, "Server Key");
      Base64.Encoder text = Base64.getEncoder();
      return "SCRAM-SHA-256$%d:%s$%s:%s"
          .formatted(
              iterations,
              text.encodeToString(salt),
              text.encodeToString(stored),
              text.encodeToString(server));
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("every JDK has HMAC with SHA-256", absent);
    }
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
  }
}
