package dev.avowry.mail;

import dev.avowry.agent.Client;
import dev.avowry.agent.Directory;
import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.key.Sealer;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import dev.avowry.web.Caller;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * Gives agents their addresses. An agent has one, for ever; a name that an agent has had, or that
 * looks like it, no other is ever given.
 *
 * <p>What is not the caller's to know of is refused with {@link Reason#NOT_FOUND}.
 */
@ApplicationScoped
public class Mailboxes {
  private static final int KEY_BYTES = 32;

  private final MailboxStore store;
  private final MailDomain domain;
  private final Directory directory;
  private final Ledger ledger;
  private final Sealer sealer;
  private final SecureRandom random;
  private final Clock clock;

  Mailboxes(
      MailboxStore store,
      MailDomain domain,
      Directory directory,
      Ledger ledger,
      Sealer sealer,
      SecureRandom random,
      Clock clock) {
    this.store = store;
    this.domain = domain;
    this.directory = directory;
    this.ledger = ledger;
    this.sealer = sealer;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Gives an agent its address; the same when it has it already.
   *
   * <p>Refused with {@link Reason#CONFLICT} when it has another, is revoked, or another agent has
   * or had a name like that one.
   */
  public Uni<Mailbox> give(NodeId agent, LocalPart localPart, Caller by) {
    domain.require();
    return reachable(agent, by)
        .invoke(Mailboxes::requireUnrevoked)
        .chain(
            client ->
                store
                    .ofAgent(agent)
                    .chain(
                        found ->
                            found.isPresent()
                                ? Uni.createFrom().item(found.get())
                                : add(client, localPart, by)))
        .invoke(mailbox -> requireNamed(mailbox, localPart));
  }

  /** The agent's mailbox, for whoever looks after the agent; refused when there is none. */
  public Uni<Mailbox> show(NodeId agent, Caller by) {
    return reachable(agent, by)
        .chain(() -> store.ofAgent(agent))
        .map(found -> found.orElseThrow(Mailboxes::unknown));
  }

  private Uni<Client> reachable(NodeId agent, Caller by) {
    return directory
        .agent(agent)
        .map(
            found ->
                found
                    .filter(client -> by.reaches(client.lineage().ids()))
                    .orElseThrow(Mailboxes::unknown));
  }

  /** Two at once for one agent: the second finds what the first has made. */
  private Uni<Mailbox> add(Client client, LocalPart localPart, Caller by) {
    NodeId agent = client.agent().id();
    Mailbox mailbox =
        new Mailbox(
            agent,
            localPart,
            sealer.seal(SecretBytes.random(random, KEY_BYTES), Mailbox.purpose(agent)),
            0,
            0,
            clock.instant().truncatedTo(ChronoUnit.MICROS),
            by.actor().toString());
    return Panache.withTransaction(() -> write(mailbox, client.lineage().sponsor().id(), by))
        .chain(() -> store.ofAgent(agent))
        .map(found -> found.orElseThrow(Mailboxes::taken));
  }

  private Uni<Void> write(Mailbox mailbox, NodeId sponsor, Caller by) {
    Event event =
        Event.of(EventType.MAILBOX_MADE, by.actor().toString(), by.origin())
            .onAgent(mailbox.agent())
            .under(sponsor)
            .with(Map.of("local_part", mailbox.localPart().text()));
    return store
        .add(mailbox)
        .chain(
            added ->
                added
                    ? ledger.append(
                        by.token().map(token -> event.withToken(token, by.path())).orElse(event))
                    : Uni.createFrom().voidItem());
  }

  private static void requireUnrevoked(Client client) {
    if (client.lineage().nodes().stream().anyMatch(node -> node.state() == NodeState.REVOKED)) {
      throw Refusal.refused(Reason.CONFLICT, "what is revoked is given no address");
    }
  }

  private static void requireNamed(Mailbox mailbox, LocalPart localPart) {
    if (!mailbox.localPart().equals(localPart)) {
      throw Refusal.refused(Reason.CONFLICT, "the agent has another address, and keeps it");
    }
  }

  private static Refused taken() {
    return Refusal.refused(
        Reason.CONFLICT, "another agent has or had this name, or one that looks like it");
  }

  static Refused unknown() {
    return Refusal.refused(
        Reason.NOT_FOUND, "there is no such mailbox or message, or it is not yours to know of");
  }
}
