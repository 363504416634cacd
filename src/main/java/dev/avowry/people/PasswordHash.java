package dev.avowry.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * What is kept of a password: Argon2id, RFC 9106, in the PHC string format, so that the parameters
 * can grow while older hashes are still read.
 *
 * @param text {@code $argon2id$v=19$m=…,t=…,p=1$salt$hash}
 */
public record PasswordHash(String text) {
  /**
   * KiB, and passes over them: what OWASP names as the least. A hash was measured at 170 ms on a
   * core that others kept busy; twice the memory and work would be a way to keep the door busy.
   */
  private static final int MEMORY = 19_456;

  private static final int PASSES = 2;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  /** Nobody's: of a password that is not known, and as much work as any to find not to fit. */
  static final PasswordHash DECOY = written(new byte[SALT_BYTES], new byte[HASH_BYTES]);

  private static final Pattern FORMAT =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=1"
              + "\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

  /** The hash of a password; slow and large by intent, so for {@link Passwords} alone. */
  static PasswordHash of(String password, SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return written(salt, compute(password, salt, MEMORY, PASSES));
  }

  private static PasswordHash written(byte[] salt, byte[] hash) {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return new PasswordHash(
        "$argon2id$v=19$m=%d,t=%d,p=1$%s$%s"
            .formatted(MEMORY, PASSES, base64.encodeToString(salt), base64.encodeToString(hash)));
  }

  /** Whether it is of this password; takes as long whether or not. */
  boolean fits(String password) {
    Matcher parts = FORMAT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalStateException("a password's hash is of no known format");
    }
    byte[] salt = Base64.getDecoder().decode(parts.group(3));
    byte[] kept = Base64.getDecoder().decode(parts.group(4));
    int memory = Integer.parseInt(parts.group(1));
    int passes = Integer.parseInt(parts.group(2));
    return MessageDigest.isEqual(kept, compute(password, salt, memory, passes));
  }

  private static byte[] compute(String password, byte[] salt, int memory, int passes) {
    Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
    argon2.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memory)
            .withIterations(passes)
            .withParallelism(1)
            .withSalt(salt)
            .build());
    byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
    byte[] hash = new byte[HASH_BYTES];
    argon2.generateBytes(bytes, hash);
    Arrays.fill(bytes, (byte) 0);
    return hash;
  }

  @Override
  public String toString() {
    return "PasswordHash[redacted]";
  }
}
