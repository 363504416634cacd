package dev.avowry.approval;

import dev.avowry.consent.ConsentConfig;
import dev.avowry.kernel.CannotStart;
import dev.avowry.token.ApprovalRule;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Times in which nobody could answer, and budgets that are none, stop the start. */
@Singleton
final class ApprovalLimits {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int MOST_PER_AGENT = 100;
  private static final int MOST_PER_HUMAN = 1_000;

  void start(
      @Observes @Priority(1) StartupEvent event, ApprovalConfig config, ConsentConfig consent) {
    check(config, consent.longest());
  }

  static void check(ApprovalConfig config, Duration longest) {
    CannotStart.unless(
        isWithin(config.patience(), ApprovalRule.SHORTEST, ApprovalRule.LONGEST),
        "avowry.approval.patience must be from 30 seconds to 1 day");
    CannotStart.unless(
        isWithin(config.lasting(), MINUTE, longest),
        "avowry.approval.lasting must be from 1 minute to avowry.consent.longest");
    CannotStart.unless(
        isWithin(config.interval(), Duration.ofSeconds(1), MINUTE),
        "avowry.approval.interval must be from 1 second to 1 minute");
    CannotStart.unless(
        config.mostPerAgent() >= 1 && config.mostPerAgent() <= MOST_PER_AGENT,
        "avowry.approval.most-per-agent must be from 1 to 100");
    CannotStart.unless(
        config.mostPerHuman() >= 1 && config.mostPerHuman() <= MOST_PER_HUMAN,
        "avowry.approval.most-per-human must be from 1 to 1000");
  }

  private static boolean isWithin(Duration value, Duration least, Duration most) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }
}
