package dev.avowry.verifier;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A token that is bound to a key counts only with a proof that the key is held, RFC 9449 §7: made
 * for this request and this token, within the last minute, and not used before. One that is bound
 * to a certificate counts only with that certificate, RFC 8705 §3.
 */
final class Possession {
  private static final String TYPE = "dpop+jwt";
  private static final int LENGTH_MAX = 8 * 1024;
  private static final int JTI_MAX = 255;

  /** As the issuer has it: a clock that is 10 seconds ahead must do, FAPI 2.0. */
  private static final Duration AHEAD = Duration.ofSeconds(30);

  private static final Duration LIFE = Duration.ofSeconds(60);

  private final Clock clock;
  private final UsedProofs used = new UsedProofs(AHEAD.plus(LIFE));

  Possession(Clock clock) {
    this.clock = clock;
  }

  /**
   * Refuses unless the token is bound and proven, or neither.
   *
   * @param claims of the token
   */
  void require(String token, Members claims, Expectation expectation) throws Refusal, Undecided {
    Optional<Confirmation> bound = Confirmation.of(claims);
    if (bound.isPresent() && bound.get().isOfKey()) {
      prove(token, bound.get().value(), expectation.proof().orElseThrow(Possession::unproven));
    } else if (expectation.proof().isPresent()) {
      throw new Refusal(Reason.BINDING, "the token is not bound to a key: it is a bearer token");
    } else if (bound.isPresent()
        && !bound.map(Confirmation::value).equals(expectation.certificate())) {
      throw new Refusal(Reason.BINDING, "cnf binds the token to a certificate that did not come");
    }
  }

  private void prove(String token, String key, RequestProof request) throws Refusal, Undecided {
    byte[] id;
    try {
      id = check(token, key, request);
    } catch (Refusal refusal) {
      throw new Refusal(Reason.PROOF, "the proof: " + refusal.detail());
    }
    if (!used.use(id, clock.instant())) {
      throw new Refusal(Reason.PROOF, "the proof was used before");
    }
  }

  /** What makes it the same proof. */
  private byte[] check(String token, String key, RequestProof request) throws Refusal {
    if (request.headers().size() != 1) {
      throw wrong("there must be exactly one DPoP header");
    }
    CompactJws proof = CompactJws.parseWithKey(request.headers().getFirst(), TYPE, LENGTH_MAX);
    VerificationKey own = VerificationKey.broughtAlong(proof);
    Members claims = proof.verified(own);
    if (!own.kid().equals(key)) {
      throw wrong("its key is not the one that the token is bound to");
    }
    refuseUnlessOfRequest(claims, request);
    refuseUnlessRecent(claims.instant("iat"));
    if (!claims.string("ath").equals(Digest.sha256(token.getBytes(StandardCharsets.UTF_8)))) {
      throw wrong("ath is not the hash of the token");
    }
    String jti = claims.string("jti");
    if (jti.length() > JTI_MAX) {
      throw wrong("jti is too long");
    }
    return Digest.digest((key + "." + jti).getBytes(StandardCharsets.UTF_8));
  }

  private static void refuseUnlessOfRequest(Members claims, RequestProof request) throws Refusal {
    if (!claims.string("htm").equals(request.method())) {
      throw wrong("htm is another method");
    }
    Optional<TargetUri> target = TargetUri.parse(claims.string("htu"));
    if (target.isEmpty() || !target.equals(TargetUri.parse(request.uri().toString()))) {
      throw wrong("htu is another address");
    }
  }

  private void refuseUnlessRecent(Instant made) throws Refusal {
    Instant now = clock.instant();
    if (made.isAfter(now.plus(AHEAD)) || !now.isBefore(made.plus(LIFE))) {
      throw wrong("iat is not within the last minute");
    }
  }

  private static Refusal unproven() {
    return new Refusal(Reason.BINDING, "cnf binds the token to a key of which there is no proof");
  }

  private static Refusal wrong(String detail) {
    return new Refusal(Reason.PROOF, detail);
  }
}
