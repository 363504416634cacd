package dev.avowry.sponsorship;

import dev.avowry.agent.Client;
import dev.avowry.agent.Directory;
import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who stands in for a sponsor. To be named gives nobody any authority: they are asked, and may
 * decline.
 */
@ApplicationScoped
public class Deputies {
  /** More than this nobody feels responsible. */
  static final int MOST = 10;

  private final DeputyStore store;
  private final Directory directory;
  private final Ledger ledger;
  private final Clock clock;

  Deputies(DeputyStore store, Directory directory, Ledger ledger, Clock clock) {
    this.store = store;
    this.directory = directory;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** The co-sponsors of an agent, in the order in which they are asked. */
  public Uni<List<CoSponsor>> coSponsors(NodeId agent, By by) {
    return client(agent, by).chain(() -> store.coSponsors(agent));
  }

  /** Makes another live sponsor co-sponsor of an agent; at most ten, and never its own sponsor. */
  @WithTransaction
  public Uni<Void> add(NodeId agent, NodeId sponsor, By by) {
    return client(agent, by)
        .invoke(client -> requireAnother(client, sponsor))
        .call(() -> requireLive(sponsor))
        .chain(
            client ->
                store
                    .add(agent, new CoSponsor(sponsor, by.actor(), clock.instant()), MOST)
                    .invoke(Deputies::requireRoom)
                    .chain(
                        () ->
                            ledger.append(event(EventType.CO_SPONSOR_ADDED, client, sponsor, by))));
  }

  /** Makes them co-sponsor no more. Idempotent. */
  @WithTransaction
  public Uni<Void> remove(NodeId agent, NodeId sponsor, By by) {
    return client(agent, by)
        .chain(
            client ->
                store
                    .remove(agent, sponsor)
                    .chain(
                        removed ->
                            removed
                                ? ledger.append(
                                    event(EventType.CO_SPONSOR_REMOVED, client, sponsor, by))
                                : Uni.createFrom().voidItem()));
  }

  /** Who takes over from a sponsor. */
  public Uni<Succession> succession(NodeId sponsor, By by) {
    by.requireFor(sponsor);
    return store.succession(sponsor).map(found -> found.orElseThrow(Deputies::unknown));
  }

  /**
   * Says who takes over from a sponsor, in place of what was said before. Who manages whom is not
   * for the managed to say.
   */
  @WithTransaction
  public Uni<Succession> name(NodeId sponsor, Succession named, By by) {
    named.requireOthersThan(sponsor);
    return succession(sponsor, by)
        .invoke(before -> requireAdministrator(before, named, by))
        .call(() -> named.successor().map(this::requireLive).orElseGet(Deputies::nothing))
        .call(() -> named.manager().map(this::requireKnown).orElseGet(Deputies::nothing))
        .chain(() -> store.name(sponsor, named))
        .chain(() -> ledger.append(event(sponsor, named, by)))
        .replaceWith(named);
  }

  private static void requireAdministrator(Succession before, Succession named, By by) {
    if (!by.administers() && !before.manager().equals(named.manager())) {
      throw Refusal.refused(
          Reason.INSUFFICIENT_SCOPE, "only administrators say who manages a sponsor");
    }
  }

  private static Uni<?> nothing() {
    return Uni.createFrom().voidItem();
  }

  /** Who is away now may be back when it matters; then it is asked whether they live. */
  private Uni<?> requireKnown(NodeId manager) {
    return directory.sponsor(manager).map(found -> found.orElseThrow(Deputies::unknown));
  }

  private Uni<?> requireLive(NodeId sponsor) {
    return directory
        .sponsor(sponsor)
        .invoke(
            found -> {
              if (found.filter(it -> it.state() == NodeState.LIVE).isEmpty()) {
                throw Refusal.refused(
                    Reason.SPONSOR_NOT_LIVE, "this is not the id of a live sponsor");
              }
            });
  }

  private Uni<Client> client(NodeId agent, By by) {
    return directory
        .agent(agent)
        .map(found -> found.orElseThrow(Deputies::unknown))
        .invoke(client -> by.requireFor(client.lineage().sponsor().id()));
  }

  private static void requireAnother(Client client, NodeId sponsor) {
    if (client.lineage().sponsor().id().equals(sponsor)) {
      throw Refusal.refused(Reason.INVALID_REQUEST, "an agent's sponsor is no co-sponsor of it");
    }
  }

  private static void requireRoom(boolean added) {
    if (!added) {
      throw Refusal.refused(Reason.CONFLICT, "an agent has at most " + MOST + " co-sponsors");
    }
  }

  private static Refused unknown() {
    return Refusal.refused(
        Reason.NOT_FOUND, "there is no such thing, or it is not yours to know of");
  }

  private static Event event(EventType type, Client client, NodeId sponsor, By by) {
    return Event.of(type, by.actor(), by.origin())
        .onAgent(client.agent().id())
        .under(client.lineage().sponsor().id())
        .onTarget(sponsor.toString());
  }

  private static Event event(NodeId sponsor, Succession named, By by) {
    Map<String, String> detail = new HashMap<>();
    named.successor().ifPresent(id -> detail.put("successor", id.toString()));
    named.manager().ifPresent(id -> detail.put("manager", id.toString()));
    return Event.of(EventType.SUCCESSION_NAMED, by.actor(), by.origin())
        .onNode(sponsor)
        .under(sponsor)
        .with(detail);
  }
}
