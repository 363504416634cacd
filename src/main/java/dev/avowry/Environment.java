package dev.avowry;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Time and chance, injected everywhere so that a test can hold them. */
final class Environment {
  private Environment() {}

  /** In microseconds, which is what the database keeps: an instant is the same before and after. */
  @Produces
  @Singleton
  static Clock clock() {
    return Clock.tick(Clock.systemUTC(), Duration.of(1, ChronoUnit.MICROS));
  }

  @Produces
  @Singleton
  static SecureRandom random() {
    return new SecureRandom();
  }
}
