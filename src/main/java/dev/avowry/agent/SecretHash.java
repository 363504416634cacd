package dev.avowry.agent;

import dev.avowry.kernel.SecretBytes;
import dev.avowry.kernel.Sha256;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/**
 * What is kept of a client secret: the format's version and a hash, from which nobody finds the
 * secret.
 *
 * <p>A fast hash is right. What a slow one is for, a dictionary, cannot exist for 256 random bits,
 * and a slow one would let a stranger choose how long we compute. Without a key of ours in it the
 * hash can be checked by every replica and after every restore.
 */
public final class SecretHash {
  private static final byte SHA_256 = 1;
  private static final int LENGTH = 33;

  private final byte[] versioned;

  private SecretHash(byte[] versioned) {
    this.versioned = versioned;
  }

  /** The hash of a secret, whoever has brought it along. */
  public static SecretHash of(SecretBytes secret) {
    byte[] hash = Sha256.of(secret.exposeSecret());
    byte[] versioned = new byte[LENGTH];
    versioned[0] = SHA_256;
    System.arraycopy(hash, 0, versioned, 1, hash.length);
    return new SecretHash(versioned);
  }

  /** As it is kept; a version that is not known is nobody's. */
  public static SecretHash parse(String text) {
    byte[] versioned = Base64.getUrlDecoder().decode(text);
    if (versioned.length != LENGTH || versioned[0] != SHA_256) {
      throw new IllegalStateException("a client secret's hash is of no known format");
    }
    return new SecretHash(versioned);
  }

  /** As it is kept. */
  public String text() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(versioned);
  }

  /** Equal in constant time. */
  @Override
  public boolean equals(Object other) {
    return other instanceof SecretHash that && MessageDigest.isEqual(versioned, that.versioned);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(versioned);
  }

  @Override
  public String toString() {
    return "SecretHash[redacted]";
  }
}
