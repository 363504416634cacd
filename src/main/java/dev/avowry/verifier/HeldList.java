package dev.avowry.verifier;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A list, the {@code ETag} to ask for news of it with, and the last instant at which it was known
 * to be the newest.
 *
 * @param expires until when the issuer lets it be relied on; never before the list's own {@code
 *     exp}
 */
record HeldList(Revocations list, Optional<String> etag, Instant confirmed, Instant expires) {

  /**
   * Whether a token that saw {@code seq} may be let in by the list: it was the newest {@code
   * maxStale} ago or later, has not expired, and knows what the token knows.
   */
  boolean reaches(long seq, Instant now, Duration maxStale, Duration skew) {
    Duration age = Duration.between(confirmed, now);
    // A clock that was set back makes the age negative: then nothing is known of it.
    return seq <= list.seq()
        && !age.isNegative()
        && age.compareTo(maxStale) <= 0
        && unexpired(now, skew);
  }

  /** exp == now is expired, once the skew is used up. */
  boolean unexpired(Instant now, Duration skew) {
    return now.isBefore(expires.plus(skew));
  }

  /**
   * The later of that instant and the one at which this list was known to be the newest; whatever
   * adds to it is as good as it. What lies in the future now tells of a clock that was set back,
   * and counts for nothing.
   */
  Instant latest(Instant at, Instant now) {
    return confirmed.isAfter(now) ? at : later(confirmed, at);
  }

  /** The same list, which was the newest at that instant as well. */
  HeldList confirmed(Instant at, Instant until) {
    return new HeldList(list, etag, at, later(expires, until));
  }

  /** The list with one entry more. Nothing is known of whether there are others. */
  HeldList with(Revocations next) {
    return new HeldList(next, Optional.empty(), confirmed, expires);
  }

  /** A newer list. What was promised for this one while it was the newest holds for it as well. */
  HeldList followedBy(Revocations next, Optional<String> tag, Instant at) {
    Instant until = next.seq() == list.seq() ? later(expires, next.expires()) : next.expires();
    return new HeldList(next, tag, at, until);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
