package dev.avowry.ledger.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Once a minute at the most, however often it is asked: what repeats is said, and not shouted. */
final class Seldom {
  private static final Duration AT_MOST_EVERY = Duration.ofMinutes(1);

  private final Clock clock;
  private Instant next = Instant.MIN;

  Seldom(Clock clock) {
    this.clock = clock;
  }

  /** Whether it is time. */
  synchronized boolean now() {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return false;
    }
    next = now.plus(AT_MOST_EVERY);
    return true;
  }
}
