package dev.avowry.mail;

import dev.avowry.agent.Directory;
import dev.avowry.kernel.MailId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.key.Envelopes;
import dev.avowry.key.Sealer;
import dev.avowry.ledger.EventType;
import dev.avowry.token.Deeds;
import dev.avowry.web.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Shows agents their own mail, and a sponsor that of the agents that they answer for, stopped ones
 * too. Nobody else: not those who administer, and not the agents above. What is in a message is
 * theirs once it is durable that they were told.
 *
 * <p>What there is not and what is not theirs are one refusal, {@link Reason#NOT_FOUND}.
 */
@ApplicationScoped
public class Reading {
  /** How many headings a search opens at a time. */
  private static final int LOOKED_AT = 500;

  private final Inbox inbox;
  private final MailboxStore mailboxes;
  private final Directory directory;
  private final Deeds deeds;
  private final Sealer sealer;
  private final Envelopes envelopes;
  private final Marking marking;
  private final Vertx vertx;

  Reading(
      Inbox inbox,
      MailboxStore mailboxes,
      Directory directory,
      Deeds deeds,
      Sealer sealer,
      Envelopes envelopes,
      Marking marking,
      Vertx vertx) {
    this.inbox = inbox;
    this.mailboxes = mailboxes;
    this.directory = directory;
    this.deeds = deeds;
    this.sealer = sealer;
    this.envelopes = envelopes;
    this.marking = marking;
    this.vertx = vertx;
  }

  /** A message with what is shown of it. */
  public record Shown(Message message, Heading heading) {}

  /** A message with all that is in it. */
  public record Opened(Shown shown, Letter letter) {}

  /**
   * The messages in a mailbox, latest first.
   *
   * @param agent whose; empty for the caller's own
   */
  public Uni<Page<Shown>> list(
      Optional<NodeId> agent, Inbox.Filter filter, Caller by, PageRequest page) {
    return owner(agent, by)
        .chain(owner -> inbox.messages(owner, filter, page))
        .chain(found -> onWorker(() -> found.map(this::shown)));
  }

  /**
   * Those of the next {@value #LOOKED_AT} messages in whose subject, or in the name or address of
   * whose sender, the words stand; in whatever case. There may be none of them and more to look at.
   */
  public Uni<Page<Shown>> search(
      Optional<NodeId> agent, String words, Caller by, Optional<NodeId> after) {
    String wanted = words.toLowerCase(Locale.ROOT);
    return owner(agent, by)
        .chain(owner -> inbox.messages(owner, Inbox.Filter.ALL, new PageRequest(after, LOOKED_AT)))
        .chain(found -> onWorker(() -> matching(found.map(this::shown), wanted)));
  }

  private static Page<Shown> matching(Page<Shown> all, String wanted) {
    List<Shown> found =
        all.items().stream().filter(shown -> shown.heading().mentions(wanted)).toList();
    return new Page<>(found, all.total(), all.next());
  }

  /** All that is in a message, on record. */
  public Uni<Opened> open(MailId id, Caller by) {
    return theirs(id, by)
        .call(message -> record(message, by))
        .chain(
            message ->
                inbox
                    .content(id)
                    .map(found -> found.orElseThrow(Mailboxes::unknown))
                    .chain(
                        content ->
                            onWorker(
                                () ->
                                    new Opened(
                                        shown(message),
                                        LetterReader.read(
                                            envelopes.open(
                                                content, Message.purpose(id, message.agent())))))));
  }

  private Uni<Boolean> record(Message message, Caller by) {
    return deeds.record(
        by,
        Deeds.event(EventType.MAIL_READ, by)
            .onAgent(message.agent())
            .onTarget(message.id().toString()),
        Optional.empty(),
        List.of());
  }

  /** Notes whether the agent itself has looked at a message of its own. */
  public Uni<Void> mark(MailId id, boolean seen, Caller by) {
    return theirs(id, by)
        .chain(message -> marking.mark(message, seen))
        .invoke(
            found -> {
              if (!found) {
                throw Mailboxes.unknown();
              }
            })
        .replaceWithVoid();
  }

  /** What is shown of a message. */
  Uni<Shown> shown(MailId id, Caller by) {
    return theirs(id, by).chain(message -> onWorker(() -> shown(message)));
  }

  private Uni<Message> theirs(MailId id, Caller by) {
    return inbox
        .message(id)
        .map(found -> found.orElseThrow(Mailboxes::unknown))
        .call(message -> owner(Optional.of(message.agent()), by));
  }

  /** Whose mailbox it is that the caller may read; there is one. */
  Uni<NodeId> owner(Optional<NodeId> asked, Caller by) {
    return (by.isSponsor() ? below(asked, by) : itself(asked, by))
        .chain(mailboxes::ofAgent)
        .map(found -> found.orElseThrow(Mailboxes::unknown).agent());
  }

  private static Uni<NodeId> itself(Optional<NodeId> asked, Caller by) {
    return asked.filter(agent -> !agent.equals(by.actor())).isPresent()
        ? Uni.createFrom().failure(Mailboxes::unknown)
        : Uni.createFrom().item(by.actor());
  }

  private Uni<NodeId> below(Optional<NodeId> asked, Caller by) {
    NodeId agent =
        asked.orElseThrow(
            () ->
                Refusal.refused(Reason.INVALID_REQUEST, "whose mail it is has to be said: agent"));
    return directory
        .lineage(agent)
        .map(
            found ->
                found
                    .filter(lineage -> lineage.ids().contains(by.node()))
                    .map(lineage -> lineage.node().id())
                    .orElseThrow(Mailboxes::unknown));
  }

  private Shown shown(Message message) {
    return new Shown(
        message,
        Heading.read(
            sealer.open(message.heading(), Heading.purpose(message.id(), message.agent()))));
  }

  private <T> Uni<T> onWorker(Callable<T> work) {
    return vertx.executeBlocking(work, false);
  }
}
