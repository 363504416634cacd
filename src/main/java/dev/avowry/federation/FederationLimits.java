package dev.avowry.federation;

import dev.avowry.kernel.CannotStart;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Keys that are kept for ever, or asked for all the time, stop the start. */
@Singleton
final class FederationLimits {
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST_STALE = Duration.ofDays(7);
  private static final int MOST_PER_MINUTE = 10_000;
  private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(10);

  void start(@Observes @Priority(1) StartupEvent event, FederationConfig config) {
    check(config);
  }

  static void check(FederationConfig config) {
    CannotStart.unless(
        isWithin(config.keysFresh(), Duration.ofSeconds(1), Duration.ofDays(1)),
        "avowry.federation.keys-fresh must be from 1 second to 1 day");
    CannotStart.unless(
        isWithin(config.keysStale(), config.keysFresh(), LONGEST_STALE),
        "avowry.federation.keys-stale must be from avowry.federation.keys-fresh to 7 days");
    CannotStart.unless(
        isWithin(config.refetchPause(), SHORTEST, Duration.ofHours(1)),
        "avowry.federation.refetch-pause must be from 100 milliseconds to 1 hour");
    CannotStart.unless(
        isWithin(config.fetchTimeout(), SHORTEST, LONGEST_TIMEOUT),
        "avowry.federation.fetch-timeout must be from 100 milliseconds to 10 seconds");
    CannotStart.unless(
        config.quarantinePerMinute() >= 1 && config.quarantinePerMinute() <= MOST_PER_MINUTE,
        "avowry.federation.quarantine-per-minute must be from 1 to 10000");
  }

  private static boolean isWithin(Duration value, Duration least, Duration most) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }
}
