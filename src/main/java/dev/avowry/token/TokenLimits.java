package dev.avowry.token;

import dev.avowry.kernel.CannotStart;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** A token lifetime outside its range stops the start. */
@Singleton
final class TokenLimits {
  private static final Duration SHORTEST = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofMinutes(15);

  void start(@Observes @Priority(1) StartupEvent event, TokenConfig config) {
    check(config);
  }

  static void check(TokenConfig config) {
    CannotStart.unless(
        config.ttl().compareTo(SHORTEST) >= 0 && config.ttl().compareTo(LONGEST) <= 0,
        "avowry.token.ttl must be from 30 seconds to 15 minutes");
  }
}
