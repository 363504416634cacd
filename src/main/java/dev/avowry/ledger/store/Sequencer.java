package dev.avowry.ledger.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Puts committed rows into the tree, in the one order of (xact, id). Any number of replicas may do
 * so at once: one has the turn, the others come again.
 *
 * <p>On the pool of the registry, never on minting's: a tree that lags costs nobody a token.
 */
@ApplicationScoped
class Sequencer {
  /** A transaction of a few hundred milliseconds, of which the next begins at once. */
  static final int LONGEST = 10_000;

  private final Pool pool;

  Sequencer(Pool pool) {
    this.pool = pool;
  }

  /**
   * What a turn did.
   *
   * @param found what was waiting when it began
   * @param placed how many rows it put into the tree
   */
  record Taken(Waiting found, int placed) {
    /** Whether more may be waiting than a turn takes. */
    boolean full() {
      return placed == LONGEST;
    }
  }

  /** Takes a turn. With nothing to do it is one round trip that writes and locks nothing. */
  Uni<Taken> turn() {
    return Waiting.look(pool)
        .chain(found -> (found.ready() ? place() : nothing()).map(n -> new Taken(found, n)));
  }

  private Uni<Integer> place() {
    return pool.withTransaction(connection -> Turn.take(connection, LONGEST));
  }

  private static Uni<Integer> nothing() {
    return Uni.createFrom().item(0);
  }
}
