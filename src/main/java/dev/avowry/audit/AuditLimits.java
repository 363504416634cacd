package dev.avowry.audit;

import dev.avowry.kernel.CannotStart;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Settings of the checkpoints that make sense, or no start. */
@Singleton
final class AuditLimits {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  void start(@Observes @Priority(1) StartupEvent event, AuditConfig config) {
    check(config.checkpointEvery());
    checkAccepted(config.accept());
  }

  static void checkAccepted(Optional<String> accepted) {
    CannotStart.unless(
        accepted.map(text -> AcceptedTree.parse(text).isPresent()).orElse(true),
        "avowry.audit.accept must be size-root as the log says it");
  }

  static void check(Duration every) {
    CannotStart.unless(
        every.compareTo(SHORTEST) >= 0 && every.compareTo(LONGEST) <= 0,
        "avowry.audit.checkpoint-every must be from 1 second to 1 minute");
  }
}
