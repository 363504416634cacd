package dev.avowry.sponsorship;

import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** What is written of a human who leaves or returns, each time with its row of the ledger. */
@ApplicationScoped
class DepartureBook {
  private final DepartureStore store;
  private final HandOverStore handOvers;
  private final Ledger ledger;
  private final SponsorshipConfig config;
  private final Clock clock;

  DepartureBook(
      DepartureStore store,
      HandOverStore handOvers,
      Ledger ledger,
      SponsorshipConfig config,
      Clock clock) {
    this.store = store;
    this.handOvers = handOvers;
    this.config = config;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Writes that they have left; who has left already left as it was written then. */
  @WithTransaction
  Uni<Departure> left(NodeId sponsor, DepartureCause cause, By by) {
    Departure departure = new Departure(sponsor, cause, by.actor(), by.human(), clock.instant());
    return store
        .add(departure)
        .chain(
            added ->
                added
                    ? begin(departure, by).replaceWith(departure)
                    : store.open(sponsor).map(known -> known.orElse(departure)));
  }

  /** What they had offered is due from now on; what they were to take, others are asked to. */
  private Uni<Void> begin(Departure departure, By by) {
    return handOvers
        .becomeDepartures(departure.sponsor(), departure.at().plus(config.acknowledgeWithin()))
        .chain(() -> handOvers.passAll(departure.sponsor()))
        .chain(
            () ->
                ledger.append(
                    of(EventType.SPONSOR_LEFT, departure.sponsor(), by)
                        .with(Map.of("cause", departure.cause().code()))));
  }

  /** Whether they are gone, and somebody else has said so. */
  @WithTransaction
  Uni<Boolean> isSaidByAnother(NodeId sponsor, String actor) {
    return store
        .open(sponsor)
        .map(known -> known.filter(departure -> !departure.by().equals(actor)).isPresent());
  }

  /**
   * Writes that they are back, if they were away. What nobody has taken yet is theirs again.
   *
   * @return the agents that are suspended since nobody took them
   */
  @WithTransaction
  Uni<List<NodeId>> returned(NodeId sponsor, By by) {
    return store
        .end(sponsor, by.actor(), clock.instant())
        .chain(ended -> ended ? resume(sponsor, by) : Uni.createFrom().item(List.of()));
  }

  private Uni<List<NodeId>> resume(NodeId sponsor, By by) {
    return handOvers
        .withdrawDepartures(sponsor, new HandOverStore.Answer(by.actor(), clock.instant()))
        .call(() -> ledger.append(of(EventType.SPONSOR_RETURNED, sponsor, by)));
  }

  private static Event of(EventType type, NodeId sponsor, By by) {
    return Event.of(type, by.actor(), by.origin()).onNode(sponsor).under(sponsor);
  }
}
