package dev.avowry.mail;

import dev.avowry.kernel.SecretBytes;
import dev.avowry.key.Envelopes;
import dev.avowry.key.Sealer;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;

/**
 * Hands what waits to the relay. It is on record before the relay has it, and nobody else begins
 * with it meanwhile; whoever dies on the way leaves it to another, with the same Message-ID. So a
 * message is with the relay once, but where the relay had it and nobody has heard that it does.
 */
@ApplicationScoped
class Deliveries {
  private static final Logger LOG = Logger.getLogger(Deliveries.class);

  /** Longer than it takes to connect, and to be let in by a relay that is slow. */
  private static final int OPENING = RelayConversation.OPENING_FACTOR + 2;

  /** Longer than the relay may take for its last reply. */
  private static final int HANDING_OVER = RelayLine.LAST_FACTOR + 2;

  private final Outbox outbox;
  private final SendGate gate;
  private final Settling settling;
  private final Relay relay;
  private final RelayConfig config;
  private final MailMeters meters;
  private final Sealer sealer;
  private final Envelopes envelopes;
  private final Vertx vertx;
  private final Clock clock;

  Deliveries(
      Outbox outbox,
      SendGate gate,
      Settling settling,
      Relay relay,
      RelayConfig config,
      MailMeters meters,
      Sealer sealer,
      Envelopes envelopes,
      Vertx vertx,
      Clock clock) {
    this.outbox = outbox;
    this.gate = gate;
    this.settling = settling;
    this.relay = relay;
    this.config = config;
    this.meters = meters;
    this.sealer = sealer;
    this.envelopes = envelopes;
    this.vertx = vertx;
    this.clock = clock;
  }

  /** A message as the relay will have it, and those to whom it still has to go, by their places. */
  private record Letter(
      Outgoing message, OutgoingHeading heading, List<Integer> places, SecretBytes content) {
    List<Address> recipients() {
      return places.stream().map(heading.recipients()::get).toList();
    }

    /** What was said of some of them, among what is known of all. */
    Replies replies(Map<Integer, Integer> said) {
      Map<Integer, Integer> byPlace = new HashMap<>();
      said.forEach((number, code) -> byPlace.put(places.get(number), code));
      return message.replies().with(byPlace);
    }
  }

  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> tick() {
    return relay.isThere() ? turn() : Uni.createFrom().voidItem();
  }

  private Uni<Void> turn() {
    return Multi.createBy()
        .repeating()
        .uni(
            () ->
                outbox
                    .take(config.atOnce(), config.timeout().multipliedBy(OPENING))
                    .call(this::all))
        .whilst(taken -> taken.size() == config.atOnce())
        .collect()
        .last()
        .onFailure()
        .invoke(failure -> LOG.warnf("mail could not be sent: cause=%s", failure))
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }

  private Uni<Void> all(List<Outbox.Taken> taken) {
    return Multi.createFrom()
        .iterable(taken)
        .onItem()
        .transformToUniAndMerge(this::apart)
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** Each in a context of its own: several at once have a transaction each. */
  private Uni<Void> apart(Outbox.Taken taken) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              Context own =
                  VertxContext.createNewDuplicatedContext(vertx.getDelegate().getOrCreateContext());
              VertxContextSafetyToggle.setContextSafe(own, true);
              own.runOnContext(
                  any -> quietly(taken).subscribe().with(emitter::complete, emitter::fail));
            });
  }

  /** What fails for another reason than the relay's is left until its lease is over. */
  private Uni<Void> quietly(Outbox.Taken taken) {
    return onWorker(() -> letter(taken))
        .onItemOrFailure()
        .transformToUni(
            (letter, failure) -> failure == null ? attempt(letter) : unreadable(taken, failure))
        .onFailure()
        .invoke(
            failure ->
                LOG.warnf(
                    "a message could not be sent: message=%s cause=%s",
                    taken.message().id(), failure))
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }

  private Letter letter(Outbox.Taken taken) {
    Outgoing message = taken.message();
    OutgoingHeading heading =
        OutgoingHeading.read(
            sealer.open(message.heading(), OutgoingHeading.purpose(message.id(), message.agent())));
    SecretBytes content =
        envelopes.open(taken.content(), Outgoing.purpose(message.id(), message.agent()));
    return new Letter(
        message, heading, message.replies().waiting(), relay.signed(content, clock.instant()));
  }

  /** As long as it cannot be opened it waits, and is over when it is too late. */
  private Uni<Boolean> unreadable(Outbox.Taken taken, Throwable failure) {
    Outgoing message = taken.message();
    LOG.errorf("a message cannot be opened: message=%s cause=%s", message.id(), failure);
    return settling.settle(message, message.replies(), false);
  }

  private Uni<Boolean> attempt(Letter letter) {
    return gate.mayGo(letter.message(), letter.heading().recipients())
        .chain(may -> may ? converse(letter) : Uni.createFrom().item(false));
  }

  private Uni<Boolean> converse(Letter letter) {
    return onWorker(() -> relay.converse(letter.heading().from(), letter.recipients()))
        .onItemOrFailure()
        .transformToUni(
            (conversation, failure) ->
                failure == null ? goOn(letter, conversation) : unreached(letter, failure));
  }

  private Uni<Boolean> unreached(Letter letter, Throwable failure) {
    LOG.warnf(
        "the relay could not be given a message: message=%s cause=%s",
        letter.message().id(), failure);
    meters.sent("unreached");
    return settling.settle(letter.message(), letter.message().replies(), false);
  }

  private Uni<Boolean> goOn(Letter letter, RelayConversation conversation) {
    Uni<Boolean> end =
        conversation.waits()
            ? handOver(letter, conversation)
            : settling.settle(letter.message(), letter.replies(conversation.replies()), false);
    return end.onTermination().invoke(conversation::close);
  }

  /** From its commit on the message may be with the relay. */
  private Uni<Boolean> handOver(Letter letter, RelayConversation conversation) {
    Duration lease = config.timeout().multipliedBy(HANDING_OVER);
    return gate.handOver(letter.message(), letter.heading().recipients(), lease)
        .chain(ours -> ours ? deliver(letter, conversation) : Uni.createFrom().item(false));
  }

  private Uni<Boolean> deliver(Letter letter, RelayConversation conversation) {
    return onWorker(
            () -> {
              conversation.deliver(letter.content());
              return conversation.replies();
            })
        .onItemOrFailure()
        .transformToUni(
            (said, failure) ->
                failure == null
                    ? settling.settle(letter.message(), letter.replies(said), false)
                    : unheard(letter, failure));
  }

  private Uni<Boolean> unheard(Letter letter, Throwable failure) {
    LOG.warnf(
        "the relay was given a message and has said nothing: message=%s cause=%s",
        letter.message().id(), failure);
    meters.sent("unheard");
    return settling.settle(letter.message(), letter.message().replies(), true);
  }

  private <T> Uni<T> onWorker(Callable<T> work) {
    return vertx.executeBlocking(work, false);
  }
}
