package dev.avowry.revocation;

import dev.avowry.kernel.OrderId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Keeps what one person alone may not decide, until another agrees or an hour has gone. Nothing is
 * taken by an order that is kept.
 */
@ApplicationScoped
public class KeptOrders {
  private static final Logger LOG = Logger.getLogger(KeptOrders.class);

  /** What was right an hour ago is looked at anew. */
  private static final Duration LIFETIME = Duration.ofHours(1);

  /** There is one for each class and mode; more than this nobody reads. */
  private static final int SHOWN = 1_000;

  private final KeptOrderStore store;
  private final SecureRandom random;
  private final Clock clock;

  KeptOrders(KeptOrderStore store, SecureRandom random, Clock clock) {
    this.store = store;
    this.random = random;
    this.clock = clock;
  }

  /** Keeps the order; the same order again is the one that is kept already. */
  Uni<KeptOrder> keep(Order order) {
    Instant now = clock.instant();
    KeptOrder kept = KeptOrder.of(order, OrderId.random(random), now, now.plus(LIFETIME));
    Event row =
        OrderRows.ofKept(EventType.ORDER_KEPT, kept, order.by().actor(), order.by().origin());
    return expire().chain(() -> store.keep(kept, row));
  }

  /** The orders that wait, oldest first. */
  public Uni<List<KeptOrder>> waiting() {
    return store.waiting(clock.instant(), SHOWN);
  }

  /** How many wait. */
  public Uni<Long> count() {
    return store.count(clock.instant());
  }

  /** An order that waits; refused when none with this id does. */
  Uni<KeptOrder> waiting(OrderId id) {
    return store
        .waiting(id, clock.instant())
        .map(
            found ->
                found.orElseThrow(
                    () -> Refusal.refused(Reason.NOT_FOUND, "no order with this id is waiting")));
  }

  @Scheduled(every = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> sweep() {
    return expire()
        .onFailure()
        .invoke(failure -> LOG.warnf("kept orders could not be let go: cause=%s", failure))
        .onFailure()
        .recoverWithNull();
  }

  private Uni<Void> expire() {
    return store.expire(
        clock.instant(),
        kept ->
            OrderRows.ofKept(EventType.ORDER_EXPIRED, kept, Event.ITSELF, Origin.itself("expiry")));
  }
}
