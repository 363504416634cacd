package dev.avowry.ssf;

import dev.avowry.kernel.CannotStart;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** A stream that could hold nothing, or a receiver that could hold us, stops the start. */
@Singleton
final class SsfLimits {
  private static final int SMALLEST_BACKLOG = 10;
  private static final int LARGEST_BACKLOG = 1_000_000;
  private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);
  private static final Duration LONGEST_POLL = Duration.ofMinutes(1);
  private static final Duration SHORTEST_PUSH = Duration.ofMillis(100);
  private static final Duration LONGEST_PUSH = Duration.ofSeconds(20);

  void start(@Observes @Priority(1) StartupEvent event, SsfConfig config) {
    check(config);
  }

  static void check(SsfConfig config) {
    CannotStart.unless(
        config.backlog() >= SMALLEST_BACKLOG && config.backlog() <= LARGEST_BACKLOG,
        "avowry.ssf.backlog must be from 10 to 1000000");
    CannotStart.unless(
        isWithin(config.minVerificationInterval(), Duration.ZERO, LONGEST_INTERVAL),
        "avowry.ssf.min-verification-interval must be from 0 to 1 hour");
    CannotStart.unless(
        isWithin(config.longPoll(), Duration.ZERO, LONGEST_POLL),
        "avowry.ssf.long-poll must be from 0 to 1 minute");
    CannotStart.unless(
        isWithin(config.pushTimeout(), SHORTEST_PUSH, LONGEST_PUSH),
        "avowry.ssf.push-timeout must be from 100 milliseconds to 20 seconds");
  }

  private static boolean isWithin(Duration value, Duration least, Duration most) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }
}
