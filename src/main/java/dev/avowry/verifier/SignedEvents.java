package dev.avowry.verifier;

import java.time.Duration;
import java.time.Instant;

/** Reads what comes between the lists on the stream, each of its own {@code typ}. */
final class SignedEvents {
  private static final String ENTRY = "revocation-entry+jwt";
  private static final String HEARTBEAT = "revocation-heartbeat+jwt";
  private static final int LENGTH_MAX = 8 * 1024;

  private final IssuerJwt jwt;
  private final Duration skew;

  SignedEvents(IssuerJwt jwt, Duration skew) {
    this.jwt = jwt;
    this.skew = skew;
  }

  /** An entry, and the one before it. */
  record Next(Entry entry, long prev) {}

  /**
   * The issuer's word that {@code seq} was the last entry at {@code at}, by its clock.
   *
   * @param expires until when that may be relied on
   */
  record Heartbeat(long seq, Instant at, Instant expires) {}

  Next entry(String compact) throws Refusal, Undecided {
    Members claims = jwt.read(compact, ENTRY, LENGTH_MAX);
    Next next = new Next(IssuerJwt.entry(claims), claims.number("prev"));
    if (next.prev() != next.entry().seq() - 1) {
      throw new Refusal(Reason.INCOMPLETE, "an entry does not follow the one before it");
    }
    return next;
  }

  Heartbeat heartbeat(String compact, Instant now) throws Refusal, Undecided {
    Members claims = jwt.read(compact, HEARTBEAT, LENGTH_MAX);
    Instant issuedAt = claims.instant("iat");
    Instant expires = claims.instant("exp");
    Instant at = Instant.ofEpochMilli(claims.number("ms"));
    if (at.getEpochSecond() != issuedAt.getEpochSecond()) {
      throw new Refusal(Reason.CLAIM, "ms is not the time that iat is");
    }
    if (at.isAfter(now.plus(skew))) {
      throw new Refusal(Reason.NOT_YET, "the heartbeat is from the future");
    }
    if (!now.isBefore(expires.plus(skew))) {
      throw new Refusal(Reason.EXPIRED, "the heartbeat has expired");
    }
    return new Heartbeat(claims.number("seq"), at, expires);
  }
}
