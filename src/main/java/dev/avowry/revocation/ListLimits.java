package dev.avowry.revocation;

import dev.avowry.kernel.CannotStart;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** A list that would be stale between two signings, or good for too long, stops the start. */
@Singleton
final class ListLimits {
  private static final Duration SHORTEST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int MOST_STREAMS = 100_000;

  void start(@Observes @Priority(1) StartupEvent event, ListConfig config) {
    check(config);
  }

  static void check(ListConfig config) {
    Duration lifetime = config.lifetime();
    Duration renewal = config.renewal();
    CannotStart.unless(
        lifetime.compareTo(SHORTEST) >= 0 && lifetime.compareTo(LONGEST) <= 0,
        "avowry.revocations.lifetime must be from 10 seconds to 10 minutes");
    CannotStart.unless(
        renewal.isPositive() && renewal.multipliedBy(2).compareTo(lifetime) < 0,
        "avowry.revocations.renewal must be less than half of avowry.revocations.lifetime");
    CannotStart.unless(
        config.streams() >= 0 && config.streams() <= MOST_STREAMS,
        "avowry.revocations.streams must be from 0 to 100000");
  }
}
