package dev.avowry.key;

import dev.avowry.kernel.CannotStart;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A trust domain that is none, or documents that outlive what can be waited for, stop the start.
 */
final class CaLimits {
  /** SPIFFE-ID §2.1. */
  private static final Pattern TRUST_DOMAIN = Pattern.compile("[a-z0-9._-]{1,255}");

  private CaLimits() {}

  static void check(CaConfig config) {
    CannotStart.unless(
        config.trustDomain().map(name -> TRUST_DOMAIN.matcher(name).matches()).orElse(true),
        "avowry.ca.trust-domain must have 1 to 255 of a-z, 0-9, dot, dash and underscore");
    CannotStart.unless(
        isWithin(config.certificateTtl(), Duration.ofMinutes(5), CaConfig.LONGEST_CERTIFICATE),
        "avowry.ca.certificate-ttl must be from 5 minutes to 1 day");
    CannotStart.unless(
        isWithin(config.jwtSvidTtl(), Duration.ofMinutes(1), Duration.ofMinutes(15)),
        "avowry.ca.jwt-svid-ttl must be from 1 to 15 minutes");
  }

  private static boolean isWithin(Duration value, Duration least, Duration most) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }
}
