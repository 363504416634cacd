package dev.avowry.revocation;

import dev.avowry.ledger.Convoy;
import dev.avowry.ledger.Convoy.Arrival;
import dev.avowry.ledger.Fence;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * The door: takes authority away, or gives it back. Durable before it answers; a failure is never a
 * success.
 *
 * <p>Orders that arrive while one transaction commits share the next, one entry each: a storm of
 * kills holds the fence's lock seldom, and mints go on between.
 */
@ApplicationScoped
public class Revocations {
  private static final Logger LOG = Logger.getLogger(Revocations.class);

  /** One at a time: they wait for the same lock anyway. */
  private static final int LANES = 1;

  /** Orders in one transaction at the most, which holds the lock the longer the more they are. */
  private static final int LONGEST = 256;

  private static final int CAPACITY = 10_000;

  private final RevocationStore store;
  private final Publisher publisher;
  private final Clock clock;
  private final Convoy<Order, Carried> convoy;

  Revocations(RevocationStore store, Publisher publisher, Clock clock, Vertx vertx) {
    this.store = store;
    this.publisher = publisher;
    this.clock = clock;
    this.convoy = new Convoy<>(vertx, LANES, LONGEST, CAPACITY, this::rule);
  }

  private Uni<List<Arrival<Carried>>> rule(List<Order> orders) {
    return store.alone(
        orders.stream().map(Order::target).toList(), found -> OrderBook.rule(orders, found, clock));
  }

  /** What the order would do, without doing it. */
  public Uni<Carried> dryRun(Order order) {
    return store
        .find(List.of(order.target()))
        .chain(found -> counted(OrderBook.wouldBe(order, found), after(found.head())));
  }

  /** The fence of an entry that would come next. */
  private static Fence after(Fence head) {
    return new Fence(head.seq() + 1);
  }

  /**
   * Carries the order out. Idempotent: what has the state already keeps it, and the answer names
   * the entry that brought it about.
   */
  public Uni<Carried> carryOut(Order order) {
    return convoy.join(order).call(this::publish);
  }

  /**
   * Carries the order out and says how many tokens it ended. They are counted when it is done: the
   * lock is held no longer for it, and by then their number is final.
   */
  public Uni<Carried> carryOutAndCount(Order order) {
    return convoy
        .join(order)
        .chain(
            carried ->
                Uni.combine()
                    .all()
                    .unis(endedBy(carried), publish())
                    .with((counted, published) -> counted));
  }

  /** The order stands; a number that cannot be had is no reason to say that it failed. */
  private Uni<Carried> endedBy(Carried carried) {
    return counted(carried, carried.mark().map(mark -> new Fence(mark.seq())).orElse(Fence.NONE))
        .onFailure()
        .invoke(failure -> LOG.warnf("ended tokens could not be counted: cause=%s", failure))
        .onFailure()
        .recoverWithItem(carried::uncounted);
  }

  private Uni<Carried> counted(Carried carried, Fence before) {
    return !carried.ends()
        ? Uni.createFrom().item(carried)
        : store
            .liveTokens(carried.order().target().id(), before, Affected.TOKENS_COUNTED + 1)
            .map(carried::ending);
  }

  /** The entry is durable; that this replica's list has it at once is a courtesy. */
  private Uni<Void> publish() {
    return publisher
        .refresh()
        .onFailure()
        .invoke(failure -> LOG.warnf("the revocation list could not be read: cause=%s", failure))
        .onFailure()
        .recoverWithNull();
  }
}
