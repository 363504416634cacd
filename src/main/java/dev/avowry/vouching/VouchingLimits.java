package dev.avowry.vouching;

import dev.avowry.kernel.CannotStart;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Rounds that would never end, or never matter, stop the start. */
@Singleton
final class VouchingLimits {
  private static final Duration SHORTEST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final Duration LONGEST_SILENCE = Duration.ofDays(90);
  private static final int ALL = 100;

  void start(@Observes @Priority(1) StartupEvent event, VouchingConfig config) {
    check(config);
  }

  static void check(VouchingConfig config) {
    CannotStart.unless(
        isWithin(config.every(), SHORTEST, LONGEST),
        "avowry.vouching.every must be from 5 seconds to 7 days");
    CannotStart.unless(
        isWithin(config.silence(), config.every(), LONGEST_SILENCE),
        "avowry.vouching.silence must be from avowry.vouching.every to 90 days");
    CannotStart.unless(
        config.mostRefused() >= 1 && config.mostRefused() <= ALL,
        "avowry.vouching.most-refused must be from 1 to 100");
  }

  private static boolean isWithin(Duration value, Duration least, Duration most) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }
}
