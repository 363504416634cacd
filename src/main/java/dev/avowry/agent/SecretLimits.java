package dev.avowry.agent;

import dev.avowry.kernel.CannotStart;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Secrets that live for ever stop the start. */
@Singleton
final class SecretLimits {
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(366);

  void start(@Observes @Priority(1) StartupEvent event, SecretConfig config) {
    check(config);
  }

  static void check(SecretConfig config) {
    CannotStart.unless(
        isWithin(config.longestLife(), LONGEST),
        "avowry.client-secret.longest-life must be from 1 minute to 366 days");
    CannotStart.unless(
        isWithin(config.life(), config.longestLife()),
        "avowry.client-secret.life must be from 1 minute to avowry.client-secret.longest-life");
  }

  private static boolean isWithin(Duration value, Duration most) {
    return value.compareTo(SHORTEST) >= 0 && value.compareTo(most) <= 0;
  }
}
