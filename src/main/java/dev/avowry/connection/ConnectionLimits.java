package dev.avowry.connection;

import dev.avowry.kernel.CannotStart;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Third parties that have no time or too much stop the start. */
@Singleton
final class ConnectionLimits {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  void start(@Observes @Priority(1) StartupEvent event, ConnectionConfig config) {
    check(config);
  }

  static void check(ConnectionConfig config) {
    CannotStart.unless(
        config.timeout().compareTo(SHORTEST) >= 0 && config.timeout().compareTo(LONGEST) <= 0,
        "avowry.connection.timeout must be from 1 to 30 seconds");
  }
}
