package dev.avowry.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's share of a transaction that another capability's store keeps on a connection of its
 * own, where each round trip counts: what is to be sent, word by word, since only stores speak SQL.
 *
 * <p>Whoever uses it owes what {@link Ledger} takes care of by itself: the lock is sent before
 * anything is read, the rows go in the transaction of the change that they tell of, and a failure
 * of any statement fails the change.
 */
public interface LedgerStatements {
  /**
   * A statement with its values, in the order of {@code $1}, {@code $2} and so on.
   *
   * @param values an array a column
   */
  record Prepared(String sql, List<@Nullable Object> values) {}

  /**
   * Begins a transaction and takes the fence's lock alone until it ends: while it is held nothing
   * is minted. Two statements without values, in one message. What is read after it is sent by
   * itself, since a snapshot is older than a lock that its statement waits for.
   */
  String beginAlone();

  /**
   * Appends the events, of which there is at least one. Refused when one of them cannot be
   * recorded, as {@link EventLine#of} says.
   */
  Prepared append(List<Event> events);
}
