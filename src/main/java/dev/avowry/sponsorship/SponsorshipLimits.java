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

  void start(@Observes @Priority(1) StartupEvent event, SponsorshipConfig config) {
    check(config);
  }

  static void check(SponsorshipConfig config) {
    CannotStart.unless(
        isWithin(config.acknowledgeWithin(), SHORTEST, LONGEST_WAIT),
        "avowry.sponsorship.acknowledge-within must be from 1 minute to 90 days");
  }

  private static boolean isWithin(Duration value, Duration least, Duration most) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }
}
