package dev.avowry.mail;

import dev.avowry.agent.Directory;
import dev.avowry.agent.Lineage;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import dev.avowry.web.Caller;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * Says to whom an agent may write. What is taken away is taken away of what waits to be sent too:
 * nothing goes out by it once that was answered.
 *
 * <p>What is not the caller's to know of is refused with {@link Reason#NOT_FOUND}.
 */
@ApplicationScoped
public class Allowances {
  private final AllowanceStore store;
  private final Mailboxes mailboxes;
  private final Directory directory;
  private final Ledger ledger;
  private final Clock clock;

  Allowances(
      AllowanceStore store, Mailboxes mailboxes, Directory directory, Ledger ledger, Clock clock) {
    this.store = store;
    this.mailboxes = mailboxes;
    this.directory = directory;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Sets it, in place of what there was. Refused with {@link Reason#CEILING_EXCEEDED} when it is
   * for everybody and the caller does not look after every tree.
   */
  public Uni<Allowance> set(NodeId agent, Allowance allowance, Caller by) {
    if (allowance.isForEverybody() && !by.reachesEverything()) {
      throw Refusal.refused(
          Reason.CEILING_EXCEEDED, "only administrators let an agent write to everybody");
    }
    return mailboxes
        .show(agent, by)
        .chain(() -> directory.lineage(agent))
        .map(found -> found.orElseThrow(Mailboxes::unknown))
        .chain(lineage -> Panache.withTransaction(() -> write(lineage, allowance, by)))
        .replaceWith(allowance);
  }

  /** What it is; nobody, where nobody has said anything. */
  public Uni<Allowance> show(NodeId agent, Caller by) {
    return mailboxes
        .show(agent, by)
        .chain(() -> store.ofAgent(agent))
        .map(found -> found.orElse(Allowance.NONE));
  }

  private Uni<Void> write(Lineage lineage, Allowance allowance, Caller by) {
    NodeId agent = lineage.node().id();
    Event event =
        Event.of(EventType.MAIL_ALLOWED, by.actor().toString(), by.origin())
            .onAgent(agent)
            .under(lineage.sponsor().id())
            .with(
                Map.of(
                    "recipients", Integer.toString(allowance.recipients().size()),
                    "everybody", Boolean.toString(allowance.isForEverybody()),
                    "per_day", Integer.toString(allowance.perDay()),
                    "per_message", Integer.toString(allowance.perMessage())));
    return store
        .put(
            agent, allowance, clock.instant().truncatedTo(ChronoUnit.MICROS), by.actor().toString())
        .chain(
            () ->
                ledger.append(
                    by.token().map(token -> event.withToken(token, by.path())).orElse(event)));
  }
}
