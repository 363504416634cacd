package dev.avowry.ledger;

import io.smallrye.mutiny.Uni;

/**
 * The ledger as a change of state sees it: a row in the caller's own transaction, or neither the
 * change nor the row. What reduces authority uses {@link LedgerStatements} instead.
 *
 * <p>All methods need a Hibernate Reactive transaction that is under way and join it; without one
 * they fail. A failure of theirs fails the transaction: nothing unrecorded is answered with
 * success.
 */
public interface Ledger {
  /**
   * Appends the event in the transaction that is under way. Refused when it cannot be recorded, as
   * {@link EventLine#of} says.
   */
  Uni<Void> append(Event event);

  /**
   * Takes the fence's lock shared until the transaction ends, and gives the fence as read after the
   * lock was had. While it is held no revocation commits.
   */
  Uni<Fence> enterShared();

  /**
   * Whether no entry ends the hold; exact until the transaction ends, if the lock was taken before.
   * What is too old to be decided has ended.
   */
  Uni<Boolean> stands(Hold hold);
}
