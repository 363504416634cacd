package dev.avowry.sponsorship;

import dev.avowry.agent.Client;
import dev.avowry.agent.Directory;
import dev.avowry.agent.Lineage;
import dev.avowry.agent.NodeKind;
import dev.avowry.kernel.HandOverId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import dev.avowry.sponsorship.HandOver.Ground;
import dev.avowry.sponsorship.HandOver.State;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How hand-overs begin, each in one transaction with its row of the ledger. */
@ApplicationScoped
class Offers {
  /** Each is a row of the ledger of its own. */
  private static final int BATCH = 200;

  private final HandOverStore store;
  private final Directory directory;
  private final Ledger ledger;
  private final SponsorshipConfig config;
  private final SecureRandom random;
  private final Clock clock;

  Offers(
      HandOverStore store,
      Directory directory,
      Ledger ledger,
      SponsorshipConfig config,
      SecureRandom random,
      Clock clock) {
    this.store = store;
    this.directory = directory;
    this.ledger = ledger;
    this.config = config;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Offers an agent to another sponsor. What somebody left behind an administrator gives to whom
   * they like, as often as they like, until it is due.
   */
  @WithTransaction
  Uni<HandOver> offer(NewHandOver asked, By by) {
    return directory
        .agent(asked.agent())
        .map(found -> giver(found, by))
        .invoke(giver -> HandOverRules.requireAnother(giver, asked.receiver()))
        .call(() -> requireLiveSponsor(asked.receiver()))
        .chain(
            giver ->
                store
                    .open(asked.agent())
                    .chain(
                        open ->
                            open.map(it -> redirect(it, asked.receiver(), by))
                                .orElseGet(() -> add(offered(asked, giver, by), by))));
  }

  /** Offers what somebody left, to whoever is to be asked first: so many agents at the most. */
  @WithTransaction
  Uni<Integer> offerLeft(Optional<NodeId> giver, By by) {
    return store
        .leftBehind(giver, BATCH)
        .call(
            all ->
                Multi.createFrom()
                    .iterable(all)
                    .onItem()
                    .transformToUniAndConcatenate(left -> addUnlessOpen(left(left), by))
                    .collect()
                    .last())
        .map(List::size)
        .call(offered -> offered < BATCH ? store.settle() : Uni.createFrom().voidItem());
  }

  private Uni<HandOver> redirect(HandOver open, NodeId receiver, By by) {
    HandOverRules.requireOffered(open);
    if (open.ground() == Ground.OFFER || !by.administers()) {
      throw Refusal.refused(Reason.CONFLICT, "it is offered already: withdraw that first");
    }
    return store
        .give(open.id(), receiver, by)
        .chain(() -> store.handOver(open.id()))
        .map(HandOverBook::present)
        .call(now -> ledger.append(offered(now, by)));
  }

  private Uni<HandOver> add(HandOver handOver, By by) {
    return addUnlessOpen(handOver, by)
        .invoke(
            added -> {
              if (!added) {
                throw Refusal.refused(Reason.CONFLICT, "the agent is being handed over already");
              }
            })
        .replaceWith(handOver);
  }

  private Uni<Boolean> addUnlessOpen(HandOver handOver, By by) {
    return store
        .add(handOver)
        .call(added -> added ? ledger.append(offered(handOver, by)) : Uni.createFrom().voidItem());
  }

  private static Event offered(HandOver handOver, By by) {
    return HandOverEvents.of(
        EventType.HAND_OVER_OFFERED, handOver, handOver.giver(), by.actor(), by.origin());
  }

  private HandOver offered(NewHandOver asked, NodeId giver, By by) {
    Instant now = clock.instant();
    return new HandOver(
        HandOverId.random(random),
        asked.agent(),
        giver,
        Optional.of(asked.receiver()),
        Ground.OFFER,
        State.OFFERED,
        by.actor(),
        by.human(),
        now,
        asked.demanded() ? Optional.of(now.plus(config.acknowledgeWithin())) : Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty());
  }

  private HandOver left(HandOverStore.Left left) {
    return new HandOver(
        HandOverId.random(random),
        left.agent(),
        left.departure().sponsor(),
        left.receiver(),
        Ground.DEPARTURE,
        State.OFFERED,
        left.departure().by(),
        left.departure().person(),
        clock.instant(),
        Optional.of(left.departure().at().plus(config.acknowledgeWithin())),
        false,
        Optional.empty(),
        Optional.empty());
  }

  private static NodeId giver(Optional<Client> found, By by) {
    Client client =
        found.orElseThrow(
            () ->
                Refusal.refused(
                    Reason.NOT_FOUND, "there is no such thing, or it is not yours to know of"));
    by.requireFor(client.lineage().sponsor().id());
    if (client.lineage().nodes().size() != 2) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST, "only an agent directly below a sponsor can be handed over");
    }
    return client.lineage().sponsor().id();
  }

  private Uni<Lineage> requireLiveSponsor(NodeId id) {
    return directory
        .lineage(id)
        .map(found -> found.filter(it -> it.node().kind() == NodeKind.SPONSOR))
        .map(found -> found.filter(it -> it.node().isLive(clock.instant())))
        .map(
            found ->
                found.orElseThrow(
                    () ->
                        Refusal.refused(
                            Reason.SPONSOR_NOT_LIVE, "to is not the id of a live sponsor")));
  }
}
