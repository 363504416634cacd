package dev.avowry.mail;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;

/** Notes what the relay has said: the message is over, or it is tried again. */
@ApplicationScoped
class Settling {
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final int MOST_DOUBLINGS = 20;

  /** So that what was put off together does not come back together. */
  private static final double JITTER = 0.25;

  private final OutgoingStore store;
  private final SendEnds ends;
  private final MailMeters meters;
  private final RelayConfig config;
  private final SecureRandom random;

  Settling(
      OutgoingStore store,
      SendEnds ends,
      MailMeters meters,
      RelayConfig config,
      SecureRandom random) {
    this.store = store;
    this.ends = ends;
    this.meters = meters;
    this.config = config;
    this.random = random;
  }

  /**
   * After an attempt. False when somebody else has begun with it meanwhile.
   *
   * @param replies of all of its recipients
   * @param unsure whether the relay may have it, and was not heard
   */
  @WithTransaction
  Uni<Boolean> settle(Outgoing message, Replies replies, boolean unsure) {
    if (replies.areAllTaken()) {
      return ends.succeed(message, replies);
    }
    if (replies.waiting().isEmpty()) {
      return ends.fail(message, replies, "refused");
    }
    if (ends.isLate(message)) {
      return ends.fail(message, replies, unsure ? "not_heard" : "too_late");
    }
    meters.sent("put_off");
    return store.putOff(message, replies, unsure, pause(message.attempts()));
  }

  private Duration pause(int attempts) {
    long doubled = config.retryAfter().toMillis() << Math.min(attempts, MOST_DOUBLINGS);
    long bounded = Math.min(doubled, LONGEST_PAUSE.toMillis());
    return Duration.ofMillis((long) (bounded * (1 - JITTER + 2 * JITTER * random.nextDouble())));
  }
}
