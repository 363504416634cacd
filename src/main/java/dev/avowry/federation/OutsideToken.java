package dev.avowry.federation;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.kernel.Sha256;
import dev.avowry.key.Claims;
import dev.avowry.key.VerifiedJwt;
import dev.avowry.ledger.SingleUse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules for a token of an outside issuer, RFC 7523 §3: plain, once its signature is proven. */
final class OutsideToken {
  /** FAPI 2.0 §5.3.2.1: 10 seconds must be tolerated, more than 60 must not. */
  private static final Duration SKEW = Duration.ofSeconds(30);

  /** SPIFFE-JWT-SVID §2.3 and what platforms write; every kind of ours has another. */
  private static final Set<String> TYPES = Set.of("JWT", "JOSE");

  private static final int LONGEST_JTI = 255;

  private OutsideToken() {}

  /** The workload that it speaks of, if all that it must say holds. */
  static Workload check(VerifiedJwt token, TrustedIssuer issuer, Instant now) {
    if (token.typ().filter(typ -> !TYPES.contains(typ)).isPresent()) {
      throw failed("its typ is that of another kind of JWT");
    }
    Claims claims = token.claims();
    requireFor(claims, issuer, now);
    return issuer
        .profile()
        .read(claims, issuer.trustDomain().orElse("")::equals)
        .orElseThrow(() -> failed("it does not name its workload as the profile has it"));
  }

  /** Refuses what is another issuer's, is for somebody else, or is out of time. */
  static void requireFor(Claims claims, TrustedIssuer issuer, Instant now) {
    boolean isUnsaid = !claims.has("iss") && issuer.profile() == Profile.SPIFFE;
    if (!isUnsaid && !claims.text("iss").map(issuer.issuer()::equals).orElse(false)) {
      throw failed("iss is not the trusted issuer");
    }
    // Whoever else is named in it could show it to us.
    if (!claims.audience().equals(List.of(issuer.audience()))) {
      throw failed("aud must be this and nothing else: " + issuer.audience());
    }
    requireTimely(claims, issuer.maxLifetime(), now);
  }

  /**
   * What is used up by it, where it is good for one request: its {@code jti}, or else what was
   * signed. Never the signature, of which ECDSA has two for each message.
   *
   * @param text the token
   */
  static Optional<SingleUse> use(VerifiedJwt token, TrustedIssuer issuer, String text) {
    if (!issuer.singleUse()) {
      return Optional.empty();
    }
    Claims claims = token.claims();
    Optional<String> jti = claims.text("jti");
    if (jti.filter(id -> id.isEmpty() || id.length() > LONGEST_JTI).isPresent()) {
      throw failed("its jti must have from 1 to 255 characters");
    }
    return Optional.of(
        new SingleUse(
            SingleUse.Kind.OUTSIDE_TOKEN,
            issuer.id().toString(),
            jti.map(id -> "jti:" + id).orElseGet(() -> "sha256:" + digest(text)),
            forgottenAt(claims)));
  }

  /** From when on it is refused as expired anyway. */
  static Instant forgottenAt(Claims claims) {
    return claims.time("exp").orElseThrow(() -> failed("it has no exp")).plus(SKEW);
  }

  private static void requireTimely(Claims claims, Duration longest, Instant now) {
    Instant expiry = claims.time("exp").orElseThrow(() -> failed("it has no exp"));
    if (!now.isBefore(expiry.plus(SKEW))) {
      throw failed("it has expired");
    }
    if (expiry.isAfter(now.plus(longest).plus(SKEW))) {
      throw failed("its exp is more than %d seconds ahead".formatted(longest.toSeconds()));
    }
    for (String name : List.of("iat", "nbf")) {
      if (claims.time(name).filter(time -> time.isAfter(now.plus(SKEW))).isPresent()) {
        throw failed("its %s is in the future".formatted(name));
      }
    }
    Optional<Instant> issued = claims.time("iat");
    if (issued.filter(at -> expiry.isAfter(at.plus(longest).plus(SKEW))).isPresent()) {
      throw failed("it lives for more than %d seconds".formatted(longest.toSeconds()));
    }
  }

  private static String digest(String text) {
    return Sha256.thumbprint(text.substring(0, text.lastIndexOf('.')));
  }

  static Refused failed(String what) {
    return Refusal.refused(Reason.INVALID_CLIENT, "the outside token was refused: " + what);
  }

  /** The same for an issuer that is unknown or suspended, a wrong key, and no rule. */
  static Refused unproven() {
    return failed("no live trusted issuer and rule of it takes it for a live agent");
  }
}
