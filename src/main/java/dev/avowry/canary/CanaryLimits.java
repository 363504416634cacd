package dev.avowry.canary;

import dev.avowry.kernel.CannotStart;
import dev.avowry.kernel.NodeId;
import dev.avowry.revocation.DoorConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** A canary for which nobody answers, or which could not get up again, stops the start. */
@Singleton
final class CanaryLimits {
  private static final Duration SHORTEST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(1);
  private static final Duration MOST_PATIENCE = Duration.ofSeconds(20);

  void start(@Observes @Priority(1) StartupEvent event, CanaryConfig config, DoorConfig door) {
    check(config, door.resumeAloneUpTo());
  }

  /**
   * Checks.
   *
   * @param alone how many agents one person may give back that the same person suspended
   */
  static void check(CanaryConfig config, long alone) {
    CannotStart.unless(
        isWithin(config.patience(), LEAST_PATIENCE, MOST_PATIENCE),
        "avowry.canary.patience must be from 1 to 20 seconds");
    CannotStart.unless(
        config.every().map(every -> isWithin(every, SHORTEST, LONGEST)).orElse(true),
        "avowry.canary.every must be from 10 seconds to 1 day");
    CannotStart.unless(
        config.sponsor().map(NodeId::parse).map(Optional::isPresent).orElse(true),
        "avowry.canary.sponsor must be a sponsor's id: 11 characters");
    CannotStart.unless(
        config.every().isEmpty() || config.sponsor().isPresent(),
        "avowry.canary.every needs avowry.canary.sponsor: a human answers for every agent");
    CannotStart.unless(
        config.every().isEmpty() || alone >= Chain.AGENTS,
        "avowry.canary.every needs avowry.revocations.resume-alone-up-to of 2 or more");
  }

  private static boolean isWithin(Duration value, Duration least, Duration most) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }
}
