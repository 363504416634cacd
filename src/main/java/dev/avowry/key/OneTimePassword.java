package dev.avowry.key;

import dev.avowry.kernel.SecretBytes;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a code is made of a secret that two share and of a number that both count, RFC 4226 §5.3; of
 * the time the number is counted as RFC 6238 §4 has it.
 *
 * @param digits how many a code has: 6 to 8
 */
public record OneTimePassword(Hash hash, int digits) {
  private static final int FEWEST_DIGITS = 6;
  private static final int MOST_DIGITS = 8;

  /** The hash functions, RFC 6238 §1.2. */
  public enum Hash {
    SHA1,
    SHA256,
    SHA512;

    /** The one with this name, in any case, as it stands in a URI. */
    public static Optional<Hash> named(String name) {
      return Arrays.stream(values()).filter(hash -> hash.name().equalsIgnoreCase(name)).findFirst();
    }

    private String mac() {
      return "Hmac" + name();
    }
  }

  public OneTimePassword {
    if (digits < FEWEST_DIGITS || digits > MOST_DIGITS) {
      throw new IllegalArgumentException("a code has 6 to 8 digits");
    }
  }

  /** The code of a number, with as many zeros in front as it takes. */
  public String code(SecretBytes secret, long number) {
    byte[] mac = mac(secret, ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    int offset = mac[mac.length - 1] & 0xf;
    String code = Integer.toString(ByteBuffer.wrap(mac).getInt(offset) & 0x7fffffff);
    return "0".repeat(digits).concat(code).substring(code.length());
  }

  private byte[] mac(SecretBytes secret, byte[] message) {
    try {
      Mac mac = Mac.getInstance(hash.mac());
      mac.init(new SecretKeySpec(secret.exposeSecret(), hash.mac()));
      return mac.doFinal(message);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(hash.mac() + " is missing", impossible);
    }
  }
}
