package dev.avowry.sponsorship;

import dev.avowry.kernel.NodeId;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * What happens to hand-overs without anybody asking, on whichever replica comes first: what
 * somebody left is offered, what was not taken in time ends, what was begun is brought to its end.
 */
@ApplicationScoped
class HandOverTurns {
  private static final Logger LOG = Logger.getLogger(HandOverTurns.class);

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
    return quietly("what was left could not be offered", offers.offerLeft(Optional.empty(), by))
        .chain(() -> quietly("hand-overs could not be carried on", carryOn(by)))
        .chain(() -> quietly("overdue agents could not be suspended", haltOverdue(by)))
        .chain(() -> quietly("agents could not be released", releaseForgotten(by)));
  }

  private Uni<Void> carryOn(By by) {
    return book.take(MOST, by).chain(taken -> each(taken, it -> carrier.carry(it, STEPS, by)));
  }

  private Uni<Void> haltOverdue(By by) {
    return store
        .overdueAndNotHalted(MOST)
        .chain(agents -> each(agents, (NodeId agent) -> carrier.halt(agent, by)));
  }

  private Uni<Void> releaseForgotten(By by) {
    return store
        .haltedForNothing(MOST)
        .chain(agents -> each(agents, (NodeId agent) -> carrier.lift(agent, by)));
  }

  /** One after the other; one that fails is tried again another time, and the others are done. */
  private static <T> Uni<Void> each(List<T> all, Function<T, Uni<?>> what) {
    return Multi.createFrom()
        .iterable(all)
        .onItem()
        .transformToUniAndConcatenate(
            one -> quietly("a hand-over could not be carried on", what.apply(one)))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private static Uni<Void> quietly(String failed, Uni<?> what) {
    return what.replaceWithVoid()
        .onFailure()
        .invoke(failure -> LOG.warnf("%s: cause=%s", failed, failure))
        .onFailure()
        .recoverWithNull();
  }
}
