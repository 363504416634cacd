package dev.avowry.verifier;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a revocation list as the issuer signs it: a compact JWS of {@code typ} {@code
 * revocations+jwt}, ES256, with the claims {@code iss, iat, exp, seq, from, entries}. What it
 * returns is the issuer's word, unexpired and whole.
 */
final class SignedList {
  private static final String TYPE = "revocations+jwt";

  /** Some 300 000 entries; a longer list must not fill the resource server's memory. */
  static final int LENGTH_MAX = 32 * 1024 * 1024;

  private final String issuer;
  private final KeySource keys;
  private final Duration skew;

  SignedList(String issuer, KeySource keys, Duration skew) {
    this.issuer = issuer;
    this.keys = keys;
    this.skew = skew;
  }

  Revocations read(String compact, Instant now) throws Refusal, Undecided {
    CompactJws jws = CompactJws.parse(compact, TYPE, LENGTH_MAX);
    if (jws.algorithm() != Algorithm.ES256) {
      throw new Refusal(Reason.ALGORITHM, "a revocation list is signed with ES256");
    }
    Members claims = jws.verified(keys.find(jws.kid()));
    if (!claims.string("iss").equals(issuer)) {
      throw new Refusal(Reason.ISSUER, "the list is by another issuer");
    }
    Instant issuedAt = claims.instant("iat");
    Instant expires = claims.instant("exp");
    if (issuedAt.isAfter(now.plus(skew))) {
      throw new Refusal(Reason.NOT_YET, "the list is from the future");
    }
    // exp == now is expired, once the skew is used up.
    if (!now.isBefore(expires.plus(skew))) {
      throw new Refusal(Reason.EXPIRED, "the list has expired");
    }
    return new Revocations(
        claims.number("seq"), claims.number("from"), issuedAt, expires, entries(claims));
  }

  private static List<Entry> entries(Members claims) throws Refusal {
    List<Entry> entries = new ArrayList<>();
    for (Members entry : claims.objects("entries")) {
      long seq = entry.number("seq");
      if (seq < 1) {
        throw new Refusal(Reason.INCOMPLETE, "an entry has no sequence number");
      }
      entries.add(new Entry(seq, entry.string("id"), entry.instant("at"), entry.instant("until")));
    }
    return entries;
  }
}
