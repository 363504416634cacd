package dev.avowry.ssf;

import dev.avowry.agent.Directory;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.key.Sealer;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Pushes what waits, RFC 8935: at least once, in order within a stream, one replica at a time. A
 * receiver that is down or slow delays nobody but itself.
 *
 * <p>A replica takes a stream for a while and says so in the database. When it dies, the while is
 * over soon and another goes on with the event that was not confirmed.
 */
@ApplicationScoped
class Delivering {
  private static final Logger LOG = Logger.getLogger(Delivering.class);

  /** Streams that a replica pushes at the same time. */
  private static final int AT_ONCE = 64;

  /** Events in a turn; then others have theirs. */
  private static final int IN_A_TURN = 100;

  /** Beyond the time that a receiver has: to sign, and to note that an event was taken. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final Outbox outbox;
  private final Following following;
  private final Directory directory;
  private final SetSigner signer;
  private final Courier courier;
  private final Sealer sealer;
  private final SsfMeters meters;
  private final Clock clock;
  private final Duration lease;
  private final AtomicInteger underWay = new AtomicInteger();

  Delivering(
      Outbox outbox,
      Following following,
      Directory directory,
      SetSigner signer,
      Courier courier,
      Sealer sealer,
      SsfMeters meters,
      Clock clock,
      SsfConfig config) {
    this.outbox = outbox;
    this.following = following;
    this.directory = directory;
    this.signer = signer;
    this.courier = courier;
    this.sealer = sealer;
    this.meters = meters;
    this.clock = clock;
    this.lease = config.pushTimeout().plus(MARGIN);
  }

  /** What an authorization header is sealed for. */
  static String purpose(StreamId id) {
    return "event stream " + id + " authorization";
  }

  @Scheduled(
      identity = "event-streams",
      every = "1s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> tick() {
    return follow()
        .chain(this::push)
        .chain(outbox::backlog)
        .invoke(meters::waits)
        .replaceWithVoid()
        .onFailure()
        .invoke(failure -> LOG.warnf("events could not be sent: cause=%s", failure))
        .onFailure()
        .recoverWithNull();
  }

  private Uni<Void> follow() {
    return Multi.createBy()
        .repeating()
        .uni(following::turn)
        .whilst(more -> more)
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** Takes the streams whose turn it is; they are pushed beside each other and not waited for. */
  private Uni<Void> push() {
    UUID holder = UUID.randomUUID();
    int free = AT_ONCE - underWay.get();
    return free <= 0
        ? Uni.createFrom().voidItem()
        : outbox.lease(holder, lease, free).chain(streams -> begin(streams, holder));
  }

  private Uni<Void> begin(List<EventStream> streams, UUID holder) {
    Uni<Void> all = Uni.createFrom().voidItem();
    for (EventStream stream : streams) {
      all =
          all.chain(() -> isLive(stream))
              .chain(
                  live -> {
                    if (live) {
                      begin(stream, holder);
                      return Uni.createFrom().voidItem();
                    }
                    // Who has lost its authority learns nothing more, and gets it if that returns.
                    return outbox.postpone(stream.id(), holder);
                  });
    }
    return all;
  }

  private void begin(EventStream stream, UUID holder) {
    underWay.incrementAndGet();
    turn(stream, holder)
        .onTermination()
        .invoke(underWay::decrementAndGet)
        .subscribe()
        .with(
            done -> {},
            failure -> LOG.warnf("a push broke off: stream=%s cause=%s", stream.id(), failure));
  }

  private Uni<Boolean> isLive(EventStream stream) {
    return directory
        .lineage(stream.receiver())
        .map(
            found -> found.filter(above -> above.firstDead(clock.instant()).isEmpty()).isPresent());
  }

  private Uni<Void> turn(EventStream stream, UUID holder) {
    return Multi.createBy()
        .repeating()
        .uni(() -> step(stream, holder))
        .whilst(Step.TAKEN::equals)
        .select()
        .first(IN_A_TURN)
        .collect()
        .last()
        .chain(last -> end(stream, holder, last));
  }

  private Uni<Void> end(EventStream stream, UUID holder, Step last) {
    return switch (last) {
      case TAKEN, NOTHING -> outbox.giveBack(stream.id(), holder);
      case FAILED -> outbox.postpone(stream.id(), holder);
      case LOST -> Uni.createFrom().voidItem();
    };
  }

  /** What became of one event. */
  private enum Step {
    TAKEN,
    NOTHING,
    FAILED,
    LOST
  }

  private Uni<Step> step(EventStream stream, UUID holder) {
    return outbox
        .renew(stream.id(), holder, lease)
        .chain(
            ours ->
                ours
                    ? outbox.first(stream.id(), 1).chain(first -> send(stream, first))
                    : Uni.createFrom().item(Step.LOST));
  }

  private Uni<Step> send(EventStream stream, List<Waiting> first) {
    return first.isEmpty() || !(stream.delivery() instanceof Delivery.Push push)
        ? Uni.createFrom().item(Step.NOTHING)
        : signer
            .sign(stream.audience(), first)
            .chain(sets -> courier.post(push.endpoint(), authorization(stream, push), one(sets)))
            .chain(answer -> settle(stream, first.getFirst(), answer));
  }

  private Optional<SecretBytes> authorization(EventStream stream, Delivery.Push push) {
    return push.authorization().map(secret -> sealer.open(secret, purpose(stream.id())));
  }

  private Uni<Step> settle(EventStream stream, Waiting event, Courier.Answer answer) {
    return switch (answer) {
      case Courier.Answer.Taken _ -> {
        meters.delivered(1);
        yield remove(stream, event);
      }
      case Courier.Answer.Refused(String error) -> {
        meters.refused(1);
        LOG.warnf("a receiver refused an event: stream=%s error=%s", stream.id(), error);
        yield remove(stream, event);
      }
      case Courier.Answer.Failed(String why) -> {
        meters.failed();
        LOG.debugf("an event was not taken: stream=%s cause=%s", stream.id(), why);
        yield Uni.createFrom().item(Step.FAILED);
      }
    };
  }

  private Uni<Step> remove(EventStream stream, Waiting event) {
    return outbox.remove(stream.id(), List.of(event.jti())).replaceWith(Step.TAKEN);
  }

  private static String one(Map<String, String> sets) {
    return sets.values().iterator().next();
  }
}
