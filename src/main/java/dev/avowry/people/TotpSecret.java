package dev.avowry.people;

import dev.avowry.kernel.SecretBytes;
import dev.avowry.key.OneTimePassword;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.bouncycastle.util.encoders.Base32;

/**
 * The secret that an authenticator app and we share: codes of six digits for each half minute, RFC
 * 6238 with HMAC-SHA-1, which is all that every app knows.
 *
 * @param bytes the secret
 */
record TotpSecret(SecretBytes bytes) {
  /** RFC 4226 §4: 160 bits are recommended. */
  static final int LENGTH = 20;

  private static final int STEP_SECONDS = 30;
  private static final OneTimePassword CODES = new OneTimePassword(OneTimePassword.Hash.SHA1, 6);

  /** One step early or late, RFC 6238 §5.2: a clock that is off, and the time it takes to type. */
  private static final int SKEW = 1;

  private static final Pattern CODE = Pattern.compile("[0-9]{6}");

  static TotpSecret random(SecureRandom random) {
    return new TotpSecret(SecretBytes.random(random, LENGTH));
  }

  /**
   * The step of which the code is; empty when it is of none that counts now. Whether that step was
   * used before is for whoever keeps count. All that count are computed, whichever fits.
   */
  OptionalLong stepOf(String code, Instant now) {
    long present = now.getEpochSecond() / STEP_SECONDS;
    boolean written = CODE.matcher(code).matches();
    byte[] sent = code.getBytes(StandardCharsets.UTF_8);
    return LongStream.rangeClosed(present - SKEW, present + SKEW)
        .filter(step -> MessageDigest.isEqual(bytes(code(step)), sent) && written)
        .reduce((first, later) -> later);
  }

  /** The code of a step. */
  String code(long step) {
    return CODES.code(bytes, step);
  }

  /** The secret as it is typed into an app. */
  String show() {
    return Base32.toBase32String(bytes.exposeSecret()).replace("=", "");
  }

  /** The secret as an app reads it from a link. */
  String uri(String issuer, String account) {
    String label = encoded(issuer) + ':' + encoded(account);
    return "otpauth://totp/%s?secret=%s&issuer=%s".formatted(label, show(), encoded(issuer));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
