package dev.avowry.vault;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How somebody may have what is kept.
 *
 * @param notBefore from when on
 * @param most how often in all, over every replica; empty when as often as they like
 * @param lease how long what they are given is theirs to use, before they have to ask again
 * @param within for which requests alone
 */
public record Conditions(
    Optional<Instant> notBefore, Optional<Integer> most, Duration lease, Within within) {
  /** What a lease lasts when nobody says. */
  public static final Duration USUAL_LEASE = Duration.ofMinutes(5);

  private static final Duration LONGEST_LEASE = Duration.ofHours(1);

  /** Somebody who may more often than that may as often as they like. */
  private static final int MOST = 1_000;

  public Conditions {
    require(
        most.map(count -> count >= 1 && count <= MOST).orElse(true),
        "count must be from 1 to " + MOST);
    require(
        lease.isPositive() && lease.compareTo(LONGEST_LEASE) <= 0,
        "lease must be from 1 to %d seconds".formatted(LONGEST_LEASE.toSeconds()));
  }

  boolean isEarly(Instant now) {
    return notBefore.map(now::isBefore).orElse(false);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.refused(Reason.INVALID_REQUEST, otherwise);
    }
  }
}
