package dev.avowry.sponsorship;

import dev.avowry.kernel.NodeId;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * What happens to hand-overs without anybody asking, on whichever replica comes first: what
 * somebody left is offered, what was not taken in time ends, what was begun is brought to its end.
 */
@ApplicationScoped
class HandOverTurns {
  private static final String FAILED = "a hand-over could not be carried on";

  /** Fewer than are done within {@link HandOverBook#CLAIM}. */
  private static final int MOST = 50;

  /** Of one tree, before it is another's turn. */
  private static final int STEPS = 100;

  private final Offers offers;
  private final HandOverBook book;
  private final HandOverStore store;
  private final Carrier carrier;

  HandOverTurns(Offers offers, HandOverBook book, HandOverStore store, Carrier carrier) {
    this.offers = offers;
    this.book = book;
    this.store = store;
    this.carrier = carrier;
  }

  @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> turn() {
    By by = By.itself("hand-over");
    return Turns.quietly(
            "what was left could not be offered", offers.offerLeft(Optional.empty(), by))
        .chain(() -> Turns.quietly("hand-overs could not be carried on", carryOn(by)))
        .chain(() -> Turns.quietly("overdue agents could not be suspended", haltOverdue(by)))
        .chain(() -> Turns.quietly("agents could not be released", releaseForgotten(by)));
  }

  private Uni<Void> carryOn(By by) {
    return book.take(MOST, by)
        .chain(taken -> Turns.each(taken, FAILED, it -> carrier.carry(it, STEPS, by)));
  }

  private Uni<Void> haltOverdue(By by) {
    return store
        .overdueAndNotHalted(MOST)
        .chain(agents -> Turns.each(agents, FAILED, (NodeId agent) -> carrier.halt(agent, by)));
  }

  private Uni<Void> releaseForgotten(By by) {
    return store
        .haltedForNothing(MOST)
        .chain(agents -> Turns.each(agents, FAILED, (NodeId agent) -> carrier.lift(agent, by)));
  }
}
