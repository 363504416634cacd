package dev.avowry.sponsorship;

import dev.avowry.kernel.NodeId;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Who is gone has no live node, whatever failed between the door and the book: on whichever replica
 * comes first.
 */
@ApplicationScoped
class DepartureTurns {
  private static final int MOST = 50;

  private final DepartureStore store;
  private final Departures departures;

  DepartureTurns(DepartureStore store, Departures departures) {
    this.store = store;
    this.departures = departures;
  }

  @Scheduled(every = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> turn() {
    By by = By.itself("departure");
    return Turns.quietly(
        "those who are gone could not be looked for",
        store
            .goneAndNotHalted(MOST)
            .chain(
                all ->
                    Turns.each(
                        all,
                        "who is gone could not be suspended",
                        (NodeId sponsor) -> departures.halt(sponsor, by))));
  }
}
