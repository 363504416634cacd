package dev.avowry.broker;

import dev.avowry.kernel.CannotStart;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Far sides that have no time or all of it, and answers without end, stop the start. */
@Singleton
final class BrokerLimits {
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofMinutes(4);
  private static final int SMALLEST = 1_024;
  private static final int LARGEST = 4 * 1_024 * 1_024;

  void start(@Observes @Priority(1) StartupEvent event, BrokerConfig config) {
    check(config);
  }

  static void check(BrokerConfig config) {
    CannotStart.unless(
        config.timeout().compareTo(SHORTEST) >= 0 && config.timeout().compareTo(LONGEST) <= 0,
        "avowry.broker.timeout must be from 100 milliseconds to 4 minutes");
    CannotStart.unless(
        isWithin(config.maxAnswer(), SMALLEST, LARGEST),
        "avowry.broker.max-answer must be from 1024 to 4194304 bytes");
    CannotStart.unless(
        isWithin(config.requestsPerMinute(), 1, 1_000_000),
        "avowry.broker.requests-per-minute must be from 1 to 1000000");
    CannotStart.unless(
        isWithin(config.atOnce(), 1, 10_000), "avowry.broker.at-once must be from 1 to 10000");
  }

  private static boolean isWithin(int value, int least, int most) {
    return value >= least && value <= most;
  }
}
