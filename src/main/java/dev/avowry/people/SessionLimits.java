package dev.avowry.people;

import dev.avowry.kernel.CannotStart;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** A session that nobody could use, or that lies about for weeks, stops the start. */
@Singleton
final class SessionLimits {
  private static final Duration SHORTEST_IDLE = Duration.ofMinutes(1);
  private static final Duration LONGEST_IDLE = Duration.ofDays(1);
  private static final Duration LONGEST = Duration.ofDays(7);

  void start(@Observes @Priority(1) StartupEvent event, SessionConfig config) {
    check(config);
  }

  static void check(SessionConfig config) {
    CannotStart.unless(
        isWithin(config.idle(), SHORTEST_IDLE, LONGEST_IDLE),
        "avowry.session.idle must be from 1 minute to 1 day");
    CannotStart.unless(
        isWithin(config.longest(), config.idle(), LONGEST),
        "avowry.session.longest must be from avowry.session.idle to 7 days");
  }

  private static boolean isWithin(Duration value, Duration least, Duration most) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }
}
