package dev.avowry.mail;

import dev.avowry.agent.Directory;
import dev.avowry.kernel.Origin;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Ends what was sent or is not, with its row of the ledger, in the transaction under way. */
@Singleton
class SendEnds {
  private static final Origin ORIGIN = Origin.itself("mail");

  private final OutgoingStore store;
  private final Directory directory;
  private final Ledger ledger;
  private final RelayConfig config;
  private final MailMeters meters;
  private final Clock clock;

  SendEnds(
      OutgoingStore store,
      Directory directory,
      Ledger ledger,
      RelayConfig config,
      MailMeters meters,
      Clock clock) {
    this.store = store;
    this.directory = directory;
    this.ledger = ledger;
    this.config = config;
    this.meters = meters;
    this.clock = clock;
  }

  /** Whether it was tried for as long as messages are. */
  boolean isLate(Outgoing message) {
    return !clock.instant().isBefore(message.queuedAt().plus(config.patience()));
  }

  /** It is not to be sent any more. */
  Uni<Boolean> cancel(Outgoing message, String why) {
    return end(message, SendState.CANCELLED, message.replies(), Optional.of(why));
  }

  /** It could not be sent to all of them. */
  Uni<Boolean> fail(Outgoing message, Replies replies, String why) {
    return end(message, SendState.FAILED, replies, Optional.of(why));
  }

  /** It was sent to all of them. */
  Uni<Boolean> succeed(Outgoing message, Replies replies) {
    return end(message, SendState.SENT, replies, Optional.empty());
  }

  private Uni<Boolean> end(
      Outgoing message, SendState state, Replies replies, Optional<String> why) {
    Map<String, String> detail = new HashMap<>();
    detail.put("state", state.code());
    detail.put("taken", Integer.toString(replies.taken()));
    why.ifPresent(word -> detail.put("why", word));
    return store
        .end(message, state, replies, clock.instant().truncatedTo(ChronoUnit.MICROS))
        .call(
            ended ->
                ended
                    ? append(message, EventType.MAIL_ENDED, detail)
                        .invoke(() -> meters.sent(state.code()))
                    : Uni.createFrom().voidItem());
  }

  /** Adds a row of the message. */
  Uni<Void> append(Outgoing message, EventType type, Map<String, String> detail) {
    return directory
        .lineage(message.agent())
        .map(Optional::orElseThrow)
        .chain(
            lineage ->
                ledger.append(
                    Event.of(type, Event.ITSELF, ORIGIN)
                        .onAgent(message.agent())
                        .under(lineage.sponsor().id())
                        .onTarget(message.id().toString())
                        .with(detail)));
  }
}
