package dev.avowry.mail;

import dev.avowry.kernel.MailId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.Reason;
import dev.avowry.key.Sealer;
import dev.avowry.web.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Takes what agents want sent, from their own address and to whom somebody has let them write. It
 * is durable before it is answered, and goes out after that, if it still may.
 *
 * <p>Refused with {@link Reason#NOT_FOUND} when the agent has no mailbox, {@link Reason#CONFLICT}
 * when there is no relay, {@link Reason#CEILING_EXCEEDED} when it may not write to one of them, and
 * {@link Reason#TOO_MANY_REQUESTS} when it has sent as much as it may.
 */
@ApplicationScoped
public class Sending {
  private final QueueWriter writer;
  private final OutgoingDrafts drafts;
  private final Outbox outbox;
  private final MailboxStore mailboxes;
  private final Reading reading;
  private final Relay relay;
  private final Sealer sealer;
  private final Vertx vertx;

  Sending(
      QueueWriter writer,
      OutgoingDrafts drafts,
      Outbox outbox,
      MailboxStore mailboxes,
      Reading reading,
      Relay relay,
      Sealer sealer,
      Vertx vertx) {
    this.writer = writer;
    this.drafts = drafts;
    this.outbox = outbox;
    this.mailboxes = mailboxes;
    this.reading = reading;
    this.relay = relay;
    this.sealer = sealer;
    this.vertx = vertx;
  }

  /** A message with what is shown of it. */
  public record Shown(Outgoing message, OutgoingHeading heading) {}

  /** Has a message sent that begins a conversation. */
  public Uni<Shown> send(SendWish wish, Caller by) {
    relay.require();
    return mailboxes
        .ofAgent(by.actor())
        .map(found -> found.orElseThrow(Mailboxes::unknown))
        .chain(mailbox -> onWorker(() -> drafts.of(mailbox, wish)))
        .chain(draft -> writer.queue(draft, by))
        .chain(outbox::message)
        .map(found -> found.orElseThrow(Mailboxes::unknown))
        .chain(message -> onWorker(() -> shown(message)));
  }

  /** Has a message of the agent's answered: to whom it is from, and to nobody else. */
  public Uni<Shown> reply(MailId id, Wording wording, Caller by) {
    relay.require();
    return reading
        .shown(id, by)
        .map(answered -> SendWish.answer(answered.message(), answered.heading(), wording))
        .chain(wish -> send(wish, by));
  }

  /**
   * What an agent sends and has sent, latest first.
   *
   * @param agent whose; empty for the caller's own
   */
  public Uni<Page<Shown>> list(Optional<NodeId> agent, Caller by, PageRequest page) {
    return reading
        .owner(agent, by)
        .chain(owner -> outbox.messages(owner, page))
        .chain(found -> onWorker(() -> found.map(this::shown)));
  }

  /** One of them. */
  public Uni<Shown> show(MailId id, Caller by) {
    return outbox
        .message(id)
        .map(found -> found.orElseThrow(Mailboxes::unknown))
        .call(message -> reading.owner(Optional.of(message.agent()), by))
        .chain(message -> onWorker(() -> shown(message)));
  }

  private Shown shown(Outgoing message) {
    return new Shown(
        message,
        OutgoingHeading.read(
            sealer.open(
                message.heading(), OutgoingHeading.purpose(message.id(), message.agent()))));
  }

  private <T> Uni<T> onWorker(Callable<T> work) {
    return vertx.executeBlocking(work, false);
  }
}
