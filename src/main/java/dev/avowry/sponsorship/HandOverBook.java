package dev.avowry.sponsorship;

import dev.avowry.agent.Resettlement;
import dev.avowry.kernel.HandOverId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import dev.avowry.sponsorship.HandOver.State;
import dev.avowry.sponsorship.HandOverStore.Answer;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The answers to a hand-over, each in one transaction with its row of the ledger. Nothing in here
 * asks the door: what it takes waits for these transactions.
 */
@ApplicationScoped
class HandOverBook {
  /** Longer than any one step takes; after that another replica goes on. */
  static final Duration CLAIM = Duration.ofMinutes(1);

  private final HandOverStore store;
  private final DepartureStore departures;
  private final DeputyStore deputies;
  private final LeaseBook leases;
  private final Resettlement resettlement;
  private final Ledger ledger;
  private final Clock clock;

  HandOverBook(
      HandOverStore store,
      DepartureStore departures,
      DeputyStore deputies,
      LeaseBook leases,
      Resettlement resettlement,
      Ledger ledger,
      Clock clock) {
    this.store = store;
    this.departures = departures;
    this.deputies = deputies;
    this.leases = leases;
    this.resettlement = resettlement;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** The receiver takes the agent: from here on it is carried to its end, whatever happens. */
  @WithTransaction
  Uni<HandOver> acknowledge(HandOverId id, By by) {
    return locked(id)
        .invoke(found -> HandOverRules.requireReceiver(found, by))
        .invoke(HandOverRules::requireOffered)
        .invoke(found -> HandOverRules.requireOther(found, by))
        .call(found -> resettlement.reserve(found.agent(), receiver(found)))
        .chain(found -> set(found, State.ACKNOWLEDGED, EventType.HAND_OVER_ACKNOWLEDGED, by));
  }

  /** The receiver does not want it. What somebody left goes to the next who is to be asked. */
  @WithTransaction
  Uni<HandOver> decline(HandOverId id, By by) {
    return locked(id)
        .invoke(found -> HandOverRules.requireReceiver(found, by))
        .invoke(HandOverRules::requireOffered)
        .chain(
            found ->
                found.ground() == HandOver.Ground.OFFER
                    ? set(found, State.DECLINED, EventType.HAND_OVER_DECLINED, by)
                    : askNext(found, by));
  }

  private Uni<HandOver> askNext(HandOver found, By by) {
    return store
        .pass(found.id())
        .chain(() -> record(EventType.HAND_OVER_DECLINED, found, by))
        .chain(() -> reread(found.id()));
  }

  /** The giver, or an administrator, takes an offer back. What somebody left cannot be. */
  @WithTransaction
  Uni<HandOver> withdraw(HandOverId id, By by) {
    return locked(id)
        .invoke(found -> by.requireFor(found.giver()))
        .invoke(HandOverRules::requireOffered)
        .invoke(HandOverBook::requireOffer)
        .chain(found -> set(found, State.WITHDRAWN, EventType.HAND_OVER_WITHDRAWN, by));
  }

  /** Does a step of the move; the last one is written down with it. */
  @WithTransaction
  Uni<Resettlement.Step> advance(HandOver handOver, By by) {
    return locked(handOver.id())
        .chain(
            found ->
                found.state() == State.ACKNOWLEDGED
                    ? step(found, by)
                    : Uni.createFrom().item(new Resettlement.Step.Arrived()));
  }

  private Uni<Resettlement.Step> step(HandOver found, By by) {
    return resettlement
        .advance(found.agent(), receiver(found))
        .call(
            step ->
                step instanceof Resettlement.Step.Arrived
                    ? arrived(found, by)
                    : store.set(found.id(), found.state(), Optional.empty(), claimed()));
  }

  private Uni<Void> arrived(HandOver found, By by) {
    Event event =
        HandOverEvents.of(
            EventType.AGENT_HANDED_OVER, found, receiver(found), by.actor(), by.origin());
    return store
        .set(found.id(), State.MOVED, Optional.empty(), claimed())
        .chain(() -> deputies.remove(found.agent(), receiver(found)))
        .chain(() -> departures.unsettle(receiver(found)))
        .chain(() -> leases.renewed(found.agent(), by))
        .chain(() -> ledger.append(event));
  }

  /** Writes that what was to be done at the door is done. */
  @WithTransaction
  Uni<HandOver> close(HandOver handOver, State open, State closed, By by) {
    return locked(handOver.id())
        .call(found -> found.state() == open ? close(found, closed, by) : nothing())
        .chain(() -> reread(handOver.id()));
  }

  private Uni<Void> close(HandOver found, State closed, By by) {
    return store
        .set(found.id(), closed, Optional.empty(), Optional.empty())
        .chain(
            () -> closed == State.ENDED ? record(EventType.HAND_OVER_ENDED, found, by) : nothing());
  }

  /** Takes what is past due, and what somebody began and did not bring to its end. */
  @WithTransaction
  Uni<List<HandOver>> take(int most, By by) {
    Instant now = clock.instant();
    return store
        .takeDue(now, now.plus(CLAIM), most)
        .call(
            due ->
                Multi.createFrom()
                    .iterable(due)
                    .onItem()
                    .transformToUniAndConcatenate(
                        each -> record(EventType.HAND_OVER_OVERDUE, each, by))
                    .collect()
                    .last())
        .chain(
            due ->
                store
                    .takeUnfinished(now, now.plus(CLAIM), most)
                    .map(rest -> Stream.concat(due.stream(), rest.stream()).toList()));
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }

  private Uni<HandOver> set(HandOver found, State state, EventType type, By by) {
    boolean carries = state == State.ACKNOWLEDGED;
    return store
        .set(
            found.id(),
            state,
            Optional.of(new Answer(by.actor(), clock.instant())),
            carries ? claimed() : Optional.empty())
        .chain(() -> record(type, found, by))
        .chain(() -> reread(found.id()));
  }

  private Uni<Void> record(EventType type, HandOver found, By by) {
    Event event = HandOverEvents.of(type, found, found.giver(), by.actor(), by.origin());
    return ledger.append(event);
  }

  private Optional<Instant> claimed() {
    return Optional.of(clock.instant().plus(CLAIM));
  }

  private Uni<HandOver> locked(HandOverId id) {
    return store.locked(id).map(HandOverBook::present);
  }

  private Uni<HandOver> reread(HandOverId id) {
    return store.handOver(id).map(HandOverBook::present);
  }

  static HandOver present(Optional<HandOver> found) {
    return found.orElseThrow(
        () ->
            Refusal.refused(
                Reason.NOT_FOUND, "there is no such thing, or it is not yours to know of"));
  }

  private static NodeId receiver(HandOver handOver) {
    return handOver.receiver().orElseThrow();
  }

  private static void requireOffer(HandOver handOver) {
    if (handOver.ground() == HandOver.Ground.DEPARTURE) {
      throw Refusal.refused(
          Reason.CONFLICT, "whoever had it has left: it can be given to somebody else, or ends");
    }
  }
}
