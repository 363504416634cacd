package dev.avowry.people;

import dev.avowry.kernel.CannotStart;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** A bootstrap token that could be guessed, or lies about for long, stops the start. */
@Singleton
final class BootstrapLimits {
  private static final int SHORTEST_TOKEN = 32;
  private static final Duration SHORTEST_LIFETIME = Duration.ofMinutes(1);
  private static final Duration LONGEST_LIFETIME = Duration.ofDays(7);

  void start(@Observes @Priority(1) StartupEvent event, BootstrapConfig config) {
    check(config);
  }

  static void check(BootstrapConfig config) {
    CannotStart.unless(
        config.token().map(token -> token.length() >= SHORTEST_TOKEN).orElse(true),
        "avowry.bootstrap.token (AVOWRY_BOOTSTRAP_TOKEN) must have at least 32 characters");
    Duration lifetime = config.lifetime();
    CannotStart.unless(
        lifetime.compareTo(SHORTEST_LIFETIME) >= 0 && lifetime.compareTo(LONGEST_LIFETIME) <= 0,
        "avowry.bootstrap.lifetime must be from 1 minute to 7 days");
  }
}
