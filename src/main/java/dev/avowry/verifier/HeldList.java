package dev.avowry.verifier;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A list, the {@code ETag} to ask for news of it with, and the last instant at which it was known
 * to be the newest.
 */
record HeldList(Revocations list, Optional<String> etag, Instant confirmed) {

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
    return now.isBefore(list.expires().plus(skew));
  }
}
