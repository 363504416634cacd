package dev.avowry.authn;

import dev.avowry.kernel.Refused;
import dev.avowry.key.Claims;
import dev.avowry.key.VerifiedJwt;
import dev.avowry.ledger.SingleUse;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** What every JWT has to say that a client makes for one request to us, RFC 7523 §3. */
final class OneRequest {
  /** An assertion is made for one request; what lives longer is a shared secret in the making. */
  private static final Duration LONGEST_LIFE = Duration.ofMinutes(10);

  /** FAPI 2.0 §5.3.2.1: 10 seconds must be tolerated, more than 60 must not. */
  private static final Duration SKEW = Duration.ofSeconds(30);

  private static final int LONGEST_JTI = 255;

  private OneRequest() {}

  /**
   * What is used up by it, once all of that holds.
   *
   * @param client whose it is
   * @param failed makes the refusal of what is wrong
   */
  static SingleUse check(
      VerifiedJwt jwt,
      SingleUse.Kind kind,
      String client,
      String issuer,
      Instant now,
      Function<String, Refused> failed) {
    Claims claims = jwt.claims();
    // The update of RFC 7523: the issuer as the sole value, as a string. An endpoint's URL or an
    // array would let another server pass the assertion on to us.
    if (!claims.text("aud").map(issuer::equals).orElse(false)) {
      throw failed.apply("aud must be the issuer as a string: " + issuer);
    }
    Instant expiry = claims.time("exp").orElseThrow(() -> failed.apply("it has no exp"));
    if (!now.isBefore(expiry.plus(SKEW))) {
      throw failed.apply("it has expired");
    }
    if (expiry.isAfter(now.plus(LONGEST_LIFE).plus(SKEW))) {
      throw failed.apply("its exp is more than 10 minutes ahead");
    }
    for (String name : new String[] {"iat", "nbf"}) {
      if (claims.time(name).filter(time -> time.isAfter(now.plus(SKEW))).isPresent()) {
        throw failed.apply("its " + name + " is in the future");
      }
    }
    return new SingleUse(kind, client, jti(claims, failed), expiry.plus(SKEW));
  }

  private static String jti(Claims claims, Function<String, Refused> failed) {
    String jti = claims.text("jti").orElseThrow(() -> failed.apply("it has no jti"));
    if (jti.isEmpty() || jti.length() > LONGEST_JTI) {
      throw failed.apply("its jti must have from 1 to 255 characters");
    }
    if (jti.chars().anyMatch(Character::isISOControl)) {
      throw failed.apply("its jti has a control character");
    }
    return jti;
  }
}
