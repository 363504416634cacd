package dev.avowry.consent;

import dev.avowry.kernel.CannotStart;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Grants that never end stop the start. */
@Singleton
final class ConsentLimits {
  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final int MOST_WAITING = 1_000_000;

  void start(@Observes @Priority(1) StartupEvent event, ConsentConfig config) {
    check(config);
  }

  static void check(ConsentConfig config) {
    CannotStart.unless(
        isWithin(config.longest(), LONGEST),
        "avowry.consent.longest must be from 1 hour to 366 days");
    CannotStart.unless(
        isWithin(config.refreshIdle(), config.longest()),
        "avowry.consent.refresh-idle must be from 1 hour to avowry.consent.longest");
    CannotStart.unless(
        config.waitingPerNetwork() >= 1 && config.waitingPerNetwork() <= MOST_WAITING,
        "avowry.consent.waiting-per-network must be from 1 to 1000000");
  }

  private static boolean isWithin(Duration value, Duration most) {
    return value.compareTo(SHORTEST) >= 0 && value.compareTo(most) <= 0;
  }
}
