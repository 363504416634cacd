package dev.avowry.revocation;

import dev.avowry.ledger.Convoy;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The door: takes authority away, or gives it back. Durable before it answers; a failure is never a
 * success.
 *
 * <p>Orders that arrive while one transaction commits share the next, one entry each: a storm of
 * kills holds the fence's lock seldom, and mints go on between.
 */
@ApplicationScoped
public class Revocations {
  /** Orders in one transaction at the most: it holds the lock for a few milliseconds each. */
  private static final int LONGEST = 50;

  private static final int CAPACITY = 10_000;

  private final OrderBook book;
  private final Convoy<Order, Carried> convoy;

  Revocations(OrderBook book, Vertx vertx) {
    this.book = book;
    this.convoy = new Convoy<>(vertx, LONGEST, CAPACITY, book::carryOut);
  }

  /** What the order would do, without doing it. */
  public Uni<Carried> dryRun(Order order) {
    return book.dryRun(order);
  }

  /**
   * Carries the order out. Idempotent: what has the state already keeps it, and the answer names
   * the entry that brought it about.
   */
  public Uni<Carried> carryOut(Order order) {
    return convoy.join(order);
  }
}
