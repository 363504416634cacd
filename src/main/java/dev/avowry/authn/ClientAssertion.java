package dev.avowry.authn;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.key.Claims;
import dev.avowry.key.CompactJwt;
import dev.avowry.key.VerifiedJwt;
import dev.avowry.ledger.SingleUse;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** The rules for a client assertion, RFC 7523 §3: plain, in the order in which they are checked. */
final class ClientAssertion {
  static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  /** Far more than any assertion needs. */
  static final int MAX_LENGTH = 8 * 1024;

  /** An assertion is made for one request; what lives longer is a shared secret in the making. */
  private static final Duration LONGEST_LIFE = Duration.ofMinutes(10);

  /** FAPI 2.0 §5.3.2.1: 10 seconds must be tolerated, more than 60 must not. */
  private static final Duration SKEW = Duration.ofSeconds(30);

  private static final int LONGEST_JTI = 255;
  private static final Set<String> TYPES = Set.of("JWT", "client-authentication+jwt");

  private ClientAssertion() {}

  /** Whether it says of itself that a client of ours did not make it. */
  static boolean isOfSomebodyElse(CompactJwt assertion) {
    Claims claims = assertion.untrustedClaims();
    return claims.has("iss")
        && !claims.text("iss").equals(claims.text("sub"))
        && claims.text("iss").flatMap(NodeId::parse).isEmpty();
  }

  /** Whose assertion it says it is; nothing is proven by it. */
  static NodeId claimedClient(CompactJwt assertion) {
    Claims claims = assertion.untrustedClaims();
    String subject = claims.text("sub").orElseThrow(() -> failed("it has no sub"));
    if (!claims.text("iss").map(subject::equals).orElse(false)) {
      throw failed("iss and sub must both be the client_id");
    }
    return NodeId.parse(subject).orElseThrow(ClientAssertion::unproven);
  }

  /** What is used up by it, once everything that a verified assertion must say holds. */
  static SingleUse check(VerifiedJwt assertion, NodeId client, String issuer, Instant now) {
    assertion
        .typ()
        .filter(typ -> !TYPES.contains(typ))
        .ifPresent(
            typ -> {
              throw failed("its typ is that of another kind of JWT");
            });
    Claims claims = assertion.claims();
    // The update of RFC 7523: the issuer as the sole value, as a string. An endpoint's URL or an
    // array would let another server pass the assertion on to us.
    if (!claims.text("aud").map(issuer::equals).orElse(false)) {
      throw failed("aud must be the issuer as a string: " + issuer);
    }
    Instant expiry = claims.time("exp").orElseThrow(() -> failed("it has no exp"));
    if (!now.isBefore(expiry.plus(SKEW))) {
      throw failed("it has expired");
    }
    if (expiry.isAfter(now.plus(LONGEST_LIFE).plus(SKEW))) {
      throw failed("its exp is more than 10 minutes ahead");
    }
    requireNotAhead(claims, "iat", now);
    requireNotAhead(claims, "nbf", now);
    String jti = claims.text("jti").orElseThrow(() -> failed("it has no jti"));
    if (jti.isEmpty() || jti.length() > LONGEST_JTI) {
      throw failed("its jti must have from 1 to 255 characters");
    }
    if (jti.chars().anyMatch(Character::isISOControl)) {
      throw failed("its jti has a control character");
    }
    return new SingleUse(
        SingleUse.Kind.CLIENT_ASSERTION, client.toString(), jti, expiry.plus(SKEW));
  }

  private static void requireNotAhead(Claims claims, String name, Instant now) {
    claims
        .time(name)
        .filter(time -> time.isAfter(now.plus(SKEW)))
        .ifPresent(
            time -> {
              throw failed("its " + name + " is in the future");
            });
  }

  static Refused failed(String what) {
    return Refusal.refused(Reason.INVALID_CLIENT, "the client assertion was refused: " + what);
  }

  /** The same for a client that is unknown, dead, without such a key, or not the signer. */
  static Refused unproven() {
    return failed("no live client with this client_id has a key that verifies it");
  }
}
