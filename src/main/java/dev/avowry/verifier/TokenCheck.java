package dev.avowry.verifier;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a string into a {@link VerifiedToken} if it is an access token by the issuer (RFC 9068 §4)
 * that meets the expectation and is in force now. It knows nothing of revocation.
 */
final class TokenCheck {
  private static final String TYPE = "at+jwt";

  /** What common servers take as one header line, twice over. */
  private static final int LENGTH_MAX = 16 * 1024;

  private final String issuer;
  private final KeySource keys;
  private final Clock clock;
  private final Duration skew;
  private final Possession possession;

  TokenCheck(String issuer, KeySource keys, Clock clock, Duration skew) {
    this.issuer = issuer;
    this.keys = keys;
    this.clock = clock;
    this.skew = skew;
    this.possession = new Possession(clock);
  }

  VerifiedToken check(String compact, Expectation expectation) throws Refusal, Undecided {
    CompactJws jws = CompactJws.parse(compact, TYPE, LENGTH_MAX);
    Members claims = jws.verified(keys.find(jws.kid()));
    if (!claims.string("iss").equals(issuer)) {
      throw new Refusal(Reason.ISSUER, "iss is another");
    }
    refuseUnlessInForce(claims);
    VerifiedToken token = token(claims);
    if (!token.audience().contains(expectation.audience())) {
      throw new Refusal(Reason.AUDIENCE, "aud does not name the audience");
    }
    if (!token.scopes().containsAll(expectation.scopes())) {
      throw new Refusal(Reason.SCOPE, "a required scope is not there");
    }
    // Last: a proof is used up by it.
    possession.require(compact, claims, expectation);
    return token;
  }

  private void refuseUnlessInForce(Members claims) throws Refusal {
    Instant now = clock.instant();
    Instant issuedAt = claims.instant("iat");
    Instant expires = claims.instant("exp");
    if (!issuedAt.isBefore(expires)) {
      throw new Refusal(Reason.CLAIM, "exp is not after iat");
    }
    // exp == now is expired, once the skew is used up (RFC 7519 §4.1.4: "on or after").
    if (!now.isBefore(expires.plus(skew))) {
      throw new Refusal(Reason.EXPIRED, "exp has passed");
    }
    // iat == now + skew is the last that passes; nbf likewise (RFC 7519 §4.1.5: "before").
    Instant latest = now.plus(skew);
    Optional<Instant> notBefore = claims.optionalInstant("nbf");
    if (issuedAt.isAfter(latest) || notBefore.filter(latest::isBefore).isPresent()) {
      throw new Refusal(Reason.NOT_YET, "iat or nbf is in the future");
    }
  }

  private static VerifiedToken token(Members claims) throws Refusal {
    return new VerifiedToken(
        claims.string("sub"),
        claims.optionalString("sub_profile"),
        claims.string("client_id"),
        scopes(claims),
        details(claims),
        claims.stringOrStrings("aud"),
        claims.string("sponsor"),
        actors(claims),
        lineage(claims),
        claims.string("jti"),
        claims.instant("iat"),
        claims.instant("exp"),
        claims.values());
  }

  /** A token without lineage could not be revoked from above, so there is none. */
  private static VerifiedToken.Lineage lineage(Members claims) throws Refusal {
    Members lineage = claims.object("status").object("lineage");
    // The uri must be there but is never fetched: no token chooses where its liveness is asked.
    lineage.string("uri");
    return new VerifiedToken.Lineage(
        lineage.strings("path"),
        lineage.has("vendors") ? lineage.strings("vendors") : List.of(),
        lineage.number("seq"));
  }

  private static Set<String> scopes(Members claims) throws Refusal {
    Optional<String> scope = claims.optionalString("scope");
    if (scope.isEmpty()) {
      return Set.of();
    }
    // RFC 6749 §3.3: one space between two; an empty one is no scope.
    Set<String> scopes = new LinkedHashSet<>(List.of(scope.get().split(" ", -1)));
    if (scopes.contains("")) {
      throw new Refusal(Reason.CLAIM, "scope is not a list of scopes");
    }
    return scopes;
  }

  /** RFC 9396 §9.1: what they mean is for whoever asks for one of their types. */
  private static List<Map<String, @Nullable Object>> details(Members claims) throws Refusal {
    List<Map<String, @Nullable Object>> details = new ArrayList<>();
    if (claims.has("authorization_details")) {
      for (Members detail : claims.objects("authorization_details")) {
        detail.string("type");
        details.add(detail.values());
      }
    }
    return details;
  }

  private static List<Actor> actors(Members claims) throws Refusal {
    List<Actor> actors = new ArrayList<>();
    Optional<Members> act = claims.optionalObject("act");
    while (act.isPresent()) {
      Members actor = act.get();
      actors.add(new Actor(actor.string("sub"), actor.optionalString("sub_profile")));
      act = actor.optionalObject("act");
    }
    return actors;
  }
}
