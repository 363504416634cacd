package dev.avowry.sponsorship;

import dev.avowry.kernel.CannotStart;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Times in which nobody could act, or nobody would, stop the start. */
@Singleton
final class SponsorshipLimits {
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST_WAIT = Duration.ofDays(90);
  private static final Duration SHORTEST_LEASE = Duration.ofHours(1);
  private static final Duration LONGEST_LEASE = Duration.ofDays(730);

  void start(@Observes @Priority(1) StartupEvent event, SponsorshipConfig config) {
    check(config);
  }

  static void check(SponsorshipConfig config) {
    CannotStart.unless(
        isWithin(config.acceptWithin(), SHORTEST, LONGEST_WAIT),
        "avowry.sponsorship.accept-within must be from 1 minute to 90 days");
    CannotStart.unless(
        isWithin(config.acknowledgeWithin(), SHORTEST, LONGEST_WAIT),
        "avowry.sponsorship.acknowledge-within must be from 1 minute to 90 days");
    CannotStart.unless(
        config.lease().isZero() || isWithin(config.lease(), SHORTEST_LEASE, LONGEST_LEASE),
        "avowry.sponsorship.lease must be from 1 hour to 730 days, or 0s for none");
  }

  private static boolean isWithin(Duration value, Duration least, Duration most) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }
}
