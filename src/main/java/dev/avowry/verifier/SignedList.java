package dev.avowry.verifier;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a revocation list as the issuer signs it: a compact JWS of {@code typ} {@code
 * revocations+jwt}, ES256, with the claims {@code iss, iat, exp, seq, from, entries}, and {@code
 * since} if it is only the end of one. What it returns is the issuer's word, unexpired and without
 * a gap.
 */
final class SignedList {
  private static final String TYPE = "revocations+jwt";

  /** Some 300 000 entries; a longer list must not fill the resource server's memory. */
  static final int LENGTH_MAX = 32 * 1024 * 1024;

  private final IssuerJwt jwt;
  private final Duration skew;

  SignedList(IssuerJwt jwt, Duration skew) {
    this.jwt = jwt;
    this.skew = skew;
  }

  Delivered read(String compact, Instant now) throws Refusal, Undecided {
    Members claims = jwt.read(compact, TYPE, LENGTH_MAX);
    Instant issuedAt = claims.instant("iat");
    Instant expires = claims.instant("exp");
    if (issuedAt.isAfter(now.plus(skew))) {
      throw new Refusal(Reason.NOT_YET, "the list is from the future");
    }
    // exp == now is expired, once the skew is used up.
    if (!now.isBefore(expires.plus(skew))) {
      throw new Refusal(Reason.EXPIRED, "the list has expired");
    }
    long seq = claims.number("seq");
    long from = claims.number("from");
    // Read alike, so that an end has no more gaps than a whole list.
    Revocations list = new Revocations(seq, from, issuedAt, expires, entries(claims));
    if (!claims.has("since")) {
      return new Delivered.Whole(list);
    }
    long since = claims.number("since");
    if (since != from - 1) {
      throw new Refusal(Reason.INCOMPLETE, "the list does not begin after its since");
    }
    return new Delivered.End(since, seq, issuedAt, expires, list.entries());
  }

  private static List<Entry> entries(Members claims) throws Refusal {
    List<Entry> entries = new ArrayList<>();
    for (Members entry : claims.objects("entries")) {
      entries.add(IssuerJwt.entry(entry));
    }
    return entries;
  }
}
