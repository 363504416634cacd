package dev.avowry.approval;

import dev.avowry.agent.Agent;
import dev.avowry.kernel.ApprovalId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.key.Sealed;
import dev.avowry.key.Sealer;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Tells agents that somebody has answered, CIBA Core §10.2: at least once, by one replica at a
 * time, and so often at the most. What the answer is they are told when they ask.
 */
@ApplicationScoped
class Notices {
  private static final Logger LOG = Logger.getLogger(Notices.class);

  /** In about half an hour, each time twice as long after the time before. */
  private static final int MOST_TRIES = 9;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final int AT_ONCE = 20;

  private final NoticeStore store;
  private final NoticeCarrier carrier;
  private final Sealer sealer;
  private final Clock clock;

  Notices(NoticeStore store, NoticeCarrier carrier, Sealer sealer, Clock clock) {
    this.store = store;
    this.carrier = carrier;
    this.sealer = sealer;
    this.clock = clock;
  }

  /** Notes that the agent is to be told, if it is one that wants to be. */
  Uni<Void> promise(Agent agent, ApprovalId id, SecretBytes secret, Wish wish) {
    return agent
        .redirects()
        .notifiedAt()
        .map(endpoint -> promise(URI.create(endpoint), id, secret, wish))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private Uni<Void> promise(URI endpoint, ApprovalId id, SecretBytes secret, Wish wish) {
    SecretBytes token =
        wish.noticeToken()
            .map(SecretBytes::ofText)
            .orElseThrow(
                () ->
                    Refusal.refused(
                        Reason.INVALID_REQUEST,
                        "the parameter is missing: client_notification_token"));
    return store.promise(
        new Notice(
            id,
            endpoint,
            sealer.seal(token, purpose("token", id)),
            sealer.seal(secret, purpose("request", id)),
            0));
  }

  private static String purpose(String what, ApprovalId id) {
    return "notice of approval " + id + " " + what;
  }

  /** From now on the agent is to be told, in the transaction that is under way. */
  Uni<Void> isDue(ApprovalId id, Instant at) {
    return store.isDue(id, at);
  }

  /** Tells those whose turn it is; each is another's when this replica dies before it is done. */
  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> turn() {
    Instant now = clock.instant();
    return Panache.withTransaction(() -> store.take(now, FIRST_PAUSE, AT_ONCE))
        .chain(this::tell)
        .onFailure()
        .invoke(failure -> LOG.warnf("agents could not be told: cause=%s", failure))
        .onFailure()
        .recoverWithNull();
  }

  private Uni<Void> tell(List<Notice> due) {
    return Multi.createFrom()
        .iterable(due)
        .onItem()
        .transformToUniAndMerge(this::tell)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> tell(Notice notice) {
    return carrier
        .tell(
            notice.endpoint(),
            open("token", notice.token(), notice),
            open("request", notice.secret(), notice))
        .chain(
            heard -> {
              if (!heard) {
                LOG.debugf("an agent was told in vain: request=%s", notice.request());
              }
              return heard || notice.tries() >= MOST_TRIES ? forget(notice) : later();
            });
  }

  private SecretBytes open(String what, Sealed sealed, Notice notice) {
    return sealer.open(sealed, purpose(what, notice.request()));
  }

  private Uni<Void> forget(Notice notice) {
    return Panache.withTransaction(() -> store.forget(notice.request()));
  }

  /** When it was taken, it was said when it is its turn again. */
  private static Uni<Void> later() {
    return Uni.createFrom().voidItem();
  }
}
