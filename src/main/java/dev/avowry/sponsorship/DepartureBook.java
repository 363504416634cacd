package dev.avowry.sponsorship;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;

/** What is written of a human who leaves or returns, each time with its row of the ledger. */
@ApplicationScoped
class DepartureBook {
  private final DepartureStore store;
  private final Ledger ledger;
  private final Clock clock;

  DepartureBook(DepartureStore store, Ledger ledger, Clock clock) {
    this.store = store;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Writes that they have left; who has left already left as it was written then. */
  @WithTransaction
  Uni<Departure> left(NodeId sponsor, DepartureCause cause, String actor, Origin origin) {
    Departure departure = new Departure(sponsor, cause, actor, clock.instant());
    return store
        .add(departure)
        .chain(
            added ->
                added
                    ? ledger.append(left(departure, origin)).replaceWith(departure)
                    : store.open(sponsor).map(known -> known.orElse(departure)));
  }

  /** Writes that they are back, if they were away. */
  @WithTransaction
  Uni<Void> returned(NodeId sponsor, String actor, Origin origin) {
    return store
        .end(sponsor, actor, clock.instant())
        .chain(
            ended ->
                ended
                    ? ledger.append(of(EventType.SPONSOR_RETURNED, sponsor, actor, origin))
                    : Uni.createFrom().voidItem());
  }

  private static Event left(Departure departure, Origin origin) {
    return of(EventType.SPONSOR_LEFT, departure.sponsor(), departure.by(), origin)
        .with(Map.of("cause", departure.cause().code()));
  }

  private static Event of(EventType type, NodeId sponsor, String actor, Origin origin) {
    return Event.of(type, actor, origin).onNode(sponsor).under(sponsor);
  }
}
