package dev.avowry.totp;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.key.OneTimePassword;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An {@code otpauth://} URI, as services show it for authenticator apps. Nothing is guessed: what
 * is not known, stands twice or makes no sense is refused, for codes of another seed than was meant
 * are found out when it is too late. What was refused is not repeated: it could be the seed.
 */
final class OtpAuth {
  private static final int LONGEST = 4_096;
  private static final Pattern FORM =
      Pattern.compile("otpauth://(totp|hotp)/([^/?#\\[\\]@\"<>\\\\^`{|}]+)\\?([!-~&&[^#?]]+)");
  private static final Set<String> KNOWN =
      Set.of("secret", "issuer", "algorithm", "digits", "period", "counter");

  /** RFC 4226 §4 asks for 128 bits; services that give 80 are many. */
  private static final int FEWEST_BYTES = 10;

  private static final int MOST_BYTES = 1_024;
  private static final int LONGEST_PERIOD = 300;
  private static final String USUAL_DIGITS = "6";
  private static final String USUAL_PERIOD = "30";
  private static final Pattern DIGITS = Pattern.compile("[678]");
  private static final Pattern PERIOD = Pattern.compile("[1-9][0-9]{0,2}");
  private static final Pattern COUNTER = Pattern.compile("0|[1-9][0-9]{0,17}");

  private final Map<String, String> parameters;

  private OtpAuth(Map<String, String> parameters) {
    this.parameters = parameters;
  }

  /** The seed in the URI. */
  static Seed seed(String uri) {
    Matcher form = FORM.matcher(uri);
    require(uri.length() <= LONGEST && form.matches(), "is not otpauth://totp/… or …://hotp/…");
    decoded(form.group(2));
    OtpAuth read = new OtpAuth(parameters(form.group(3)));
    return new Seed(
        read.secret(),
        new OneTimePassword(read.hash(), read.digits()),
        form.group(1).equals("totp") ? read.time() : read.counter());
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new HashMap<>();
    for (String part : query.split("&", -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      require(equals > 0 && KNOWN.contains(name), "has a parameter that is not known");
      String before = parameters.put(name, decoded(part.substring(equals + 1)));
      if (before != null) {
        throw refused("has the parameter %s twice".formatted(name));
      }
    }
    return parameters;
  }

  private SecretBytes secret() {
    SecretBytes secret =
        Optional.ofNullable(parameters.get("secret"))
            .flatMap(Base32::read)
            .orElseThrow(() -> refused("has no secret in base32"));
    require(secret.length() >= FEWEST_BYTES, "has a secret of fewer than 80 bits");
    require(secret.length() <= MOST_BYTES, "has a secret of more than 1 KiB");
    return secret;
  }

  private OneTimePassword.Hash hash() {
    return OneTimePassword.Hash.named(parameters.getOrDefault("algorithm", "SHA1"))
        .orElseThrow(() -> refused("has an algorithm other than SHA1, SHA256 and SHA512"));
  }

  private int digits() {
    String digits = parameters.getOrDefault("digits", USUAL_DIGITS);
    require(DIGITS.matcher(digits).matches(), "has digits other than 6, 7 and 8");
    return Integer.parseInt(digits);
  }

  private Moving time() {
    require(!parameters.containsKey("counter"), "is of the time and has a counter");
    String period = parameters.getOrDefault("period", USUAL_PERIOD);
    require(
        PERIOD.matcher(period).matches() && Integer.parseInt(period) <= LONGEST_PERIOD,
        "has a period that is not from 1 to " + LONGEST_PERIOD);
    return new Moving.OfTime(Integer.parseInt(period));
  }

  private Moving counter() {
    require(!parameters.containsKey("period"), "is of a counter and has a period");
    String counter = parameters.getOrDefault("counter", "");
    require(COUNTER.matcher(counter).matches(), "is of a counter and has none");
    return new Moving.OfCounter(Long.parseLong(counter));
  }

  private static String decoded(String text) {
    try {
      String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
      require(
          decoded.codePoints().noneMatch(c -> Character.isISOControl(c) || c == '\ufffd'),
          "has characters that cannot be read");
      return decoded;
    } catch (IllegalArgumentException broken) {
      throw refused("has characters that cannot be read");
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw refused(otherwise);
    }
  }

  private static Refused refused(String why) {
    return Refusal.refused(Reason.INVALID_REQUEST, "the uri " + why);
  }
}
