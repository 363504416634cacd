package dev.avowry.revocation;

import dev.avowry.kernel.OrderId;
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

  /** Orders in one transaction at the most, which holds the lock the longer the more they are. */
  private static final int LONGEST = 256;

  private static final int CAPACITY = 10_000;

  private final RevocationStore store;
  private final KeptOrders kept;
  private final Publisher publisher;
  private final Alarm alarm;
  private final Milestones milestones;
  private final DoorConfig config;
  private final Clock clock;
  private final Convoy<Order, Carried> convoy;

  Revocations(
      RevocationStore store,
      KeptOrders kept,
      Publisher publisher,
      Alarm alarm,
      Milestones milestones,
      DoorConfig config,
      Clock clock,
      Vertx vertx) {
    this.store = store;
    this.kept = kept;
    this.publisher = publisher;
    this.alarm = alarm;
    this.milestones = milestones;
    this.config = config;
    this.clock = clock;
    this.convoy = new Convoy<>(vertx, LONGEST, CAPACITY, this::rule);
  }

  private Uni<List<Arrival<Carried>>> rule(List<Order> orders) {
    return store.alone(
        orders, found -> OrderBook.rule(orders, found, clock.instant(), config.resumeAloneUpTo()));
  }

  /** What the order would do, without doing it. */
  public Uni<Preview> dryRun(Order order) {
    return store
        .find(order)
        .chain(
            found ->
                counted(OrderBook.wouldBe(order, found), after(found.head()))
                    .chain(carried -> named(carried, after(found.head()))));
  }

  private Uni<Preview> named(Carried carried, Fence before) {
    return !carried.ends()
        ? Uni.createFrom().item(Preview.ofNothing(carried))
        : store
            .dying(carried.order().target(), before, carried.affected(), Preview.Named.SHOWN + 1)
            .map(dying -> Preview.of(carried, dying));
  }

  /** The fence of an entry that would come next. */
  private static Fence after(Fence head) {
    return new Fence(head.seq() + 1);
  }

  /**
   * Carries the order out, or keeps it until a second person agrees. Idempotent: what stands
   * already is what is answered.
   */
  public Uni<Answer> order(Order order) {
    return order.mode() == Mode.RESUME || Target.classOf(order.target()).isEmpty()
        ? carryOutAndCount(order).map(carried -> carried)
        : ofClass(order);
  }

  private Uni<Answer> ofClass(Order order) {
    return store
        .find(order)
        .map(found -> OrderBook.wouldBe(order, found))
        .chain(
            would -> {
              if (!would.ends()) {
                return Uni.createFrom().item(would);
              }
              return order.waits()
                  ? kept.keep(order).map(answer -> answer)
                  : carryOutAndCount(order).map(answer -> answer);
            });
  }

  /** Carries out an order that was kept; refused when it waits no more, or for the same person. */
  public Uni<Carried> approve(OrderId id, Requester approver) {
    return kept.waiting(id).map(order -> order.approvedBy(approver)).chain(this::carryOutAndCount);
  }

  /**
   * Carries the order out. Idempotent: what has the state already keeps it, and the answer names
   * the entry that brought it about.
   */
  public Uni<Carried> carryOut(Order order) {
    return durable(order).call(this::publish);
  }

  private Uni<Carried> durable(Order order) {
    long arrived = System.nanoTime();
    return convoy.join(order).invoke(carried -> mark(carried, arrived)).invoke(alarm::hear);
  }

  private void mark(Carried carried, long arrived) {
    if (carried.ends()) {
      carried.mark().ifPresent(mark -> milestones.durable(mark.seq(), arrived));
    }
  }

  /**
   * Carries the order out and says how many tokens it ended. They are counted when it is done: the
   * lock is held no longer for it, and by then their number is final.
   */
  private Uni<Carried> carryOutAndCount(Order order) {
    return durable(order)
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
        : store.liveTokens(carried.order().target(), before).map(carried::ending);
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
