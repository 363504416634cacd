package dev.avowry.sponsorship;

import dev.avowry.agent.Client;
import dev.avowry.agent.Directory;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What is written of leases, each time with its row of the ledger. */
@ApplicationScoped
class LeaseBook {
  private static final int MOST = 200;

  /** One statement, whatever it is. */
  private static final int MOST_NEW = 10_000;

  private final LeaseStore store;
  private final DeputyStore deputies;
  private final Directory directory;
  private final Ledger ledger;
  private final SponsorshipConfig config;
  private final Clock clock;

  LeaseBook(
      LeaseStore store,
      DeputyStore deputies,
      Directory directory,
      Ledger ledger,
      SponsorshipConfig config,
      Clock clock) {
    this.store = store;
    this.deputies = deputies;
    this.directory = directory;
    this.ledger = ledger;
    this.config = config;
    this.clock = clock;
  }

  /** Renews, by the word of the agent's sponsor or of a co-sponsor, in person. */
  @WithTransaction
  Uni<Lease> renew(NodeId agent, By by) {
    return directory
        .agent(agent)
        .map(found -> found.orElseThrow(LeaseBook::unknown))
        .call(client -> requireAnswering(client, by))
        .invoke(this::requireLeased)
        .call(client -> renew(client.lineage().sponsor().id(), agent, by))
        .chain(() -> store.of(agent))
        .map(lease -> lease.orElseThrow(LeaseBook::unknown));
  }

  /** Who has just taken an agent has said that they answer for it. */
  @WithTransaction
  Uni<Void> renewed(NodeId agent, By by) {
    Instant now = clock.instant();
    return config.lease().isZero()
        ? Uni.createFrom().voidItem()
        : store.renew(agent, now.plus(config.lease()), by.actor(), now);
  }

  private Uni<Void> renew(NodeId sponsor, NodeId agent, By by) {
    Instant now = clock.instant();
    Instant due = now.plus(config.lease());
    return store
        .renew(agent, due, by.actor(), now)
        .chain(
            () ->
                ledger.append(
                    Event.of(EventType.LEASE_RENEWED, by.actor(), by.origin())
                        .onAgent(agent)
                        .under(sponsor)
                        .with(Map.of("due_at", due.toString()))));
  }

  private Uni<?> requireAnswering(Client client, By by) {
    return by.is(client.lineage().sponsor().id())
        ? Uni.createFrom().voidItem()
        : deputies
            .coSponsors(client.agent().id())
            .invoke(
                all -> {
                  if (all.stream().noneMatch(each -> by.is(each.sponsor()))) {
                    throw unknown();
                  }
                });
  }

  private void requireLeased(Client client) {
    if (config.lease().isZero()) {
      throw Refusal.refused(Reason.CONFLICT, "sponsorships do not lapse here");
    }
    if (client.lineage().nodes().size() != 2) {
      throw Refusal.refused(
          Reason.CONFLICT, "what is below another agent goes with that one: renew that");
    }
  }

  private static RuntimeException unknown() {
    return Refusal.refused(
        Reason.NOT_FOUND, "there is no such thing, or it is not yours to know of");
  }

  /** Gives leases to agents that have none; how many it were. */
  @WithTransaction
  Uni<Integer> assign() {
    return store.assign(config.lease(), MOST_NEW);
  }

  /** Takes away what lapsed while there were leases; how many it were. */
  @WithTransaction
  Uni<Integer> letGo() {
    return store.letGo(MOST_NEW);
  }

  /** Notes of which it lapses soon that somebody answers for them. */
  @WithTransaction
  Uni<Void> notice(By by) {
    return store
        .takeNotices(clock.instant(), MOST)
        .chain(all -> record(EventType.LEASE_NOTICED, all, by));
  }

  /** Notes of which it has lapsed. */
  @WithTransaction
  Uni<Void> lapse(By by) {
    return store
        .takeLapsed(clock.instant(), MOST)
        .chain(all -> record(EventType.LEASE_LAPSED, all, by));
  }

  private Uni<Void> record(EventType type, List<Lease> all, By by) {
    return Multi.createFrom()
        .iterable(all)
        .onItem()
        .transformToUniAndConcatenate(lease -> ledger.append(event(type, lease, by)))
        .collect()
        .last();
  }

  private static Event event(EventType type, Lease lease, By by) {
    return Event.of(type, by.actor(), by.origin())
        .onAgent(lease.agent())
        .under(lease.sponsor())
        .with(
            Map.of(
                "due_at", lease.dueAt().toString(),
                "notices", Integer.toString(lease.notices())));
  }
}
