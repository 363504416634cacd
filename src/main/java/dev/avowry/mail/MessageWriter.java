package dev.avowry.mail;

import dev.avowry.agent.Directory;
import dev.avowry.agent.Lineage;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps a message for one agent, with its row of the ledger, if the agent lives as of that
 * transaction: a mailbox is frozen by the same commit that stops its agent.
 */
@ApplicationScoped
class MessageWriter {
  private final MessageStore store;
  private final Directory directory;
  private final Ledger ledger;
  private final MailConfig config;
  private final Clock clock;

  MessageWriter(
      MessageStore store, Directory directory, Ledger ledger, MailConfig config, Clock clock) {
    this.store = store;
    this.directory = directory;
    this.ledger = ledger;
    this.config = config;
    this.clock = clock;
  }

  /** What becomes of it. */
  @WithTransaction
  Uni<Receipt> keep(Draft draft, Origin origin) {
    return ledger
        .enterShared()
        .chain(() -> directory.lineage(draft.agent()))
        .map(found -> found.filter(this::isLive).map(lineage -> lineage.sponsor().id()))
        .chain(sponsor -> keep(draft, sponsor, origin));
  }

  private boolean isLive(Lineage lineage) {
    return lineage.firstDead(clock.instant()).isEmpty();
  }

  private Uni<Receipt> keep(Draft draft, Optional<NodeId> sponsor, Origin origin) {
    if (sponsor.isEmpty()) {
      return Uni.createFrom().item(Receipt.UNKNOWN);
    }
    return store
        .lock(draft.agent())
        .map(Optional::orElseThrow)
        .chain(
            messages ->
                messages < config.mostMessages()
                    ? add(draft, sponsor.get(), origin)
                    : Uni.createFrom().item(Receipt.FULL));
  }

  private Uni<Receipt> add(Draft draft, NodeId sponsor, Origin origin) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return store
        .thread(draft.agent(), draft.references())
        .chain(thread -> store.add(draft, thread.orElse(draft.id()), now))
        .chain(
            added ->
                added ? ledger.append(event(draft, sponsor, origin)) : Uni.createFrom().voidItem())
        .replaceWith(Receipt.KEPT);
  }

  private static Event event(Draft draft, NodeId sponsor, Origin origin) {
    return Event.of(EventType.MAIL_RECEIVED, Event.ITSELF, origin)
        .onAgent(draft.agent())
        .under(sponsor)
        .onTarget(draft.id().toString())
        .with(Map.of("size", Integer.toString(draft.size())));
  }
}
