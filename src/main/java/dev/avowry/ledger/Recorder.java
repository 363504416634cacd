package dev.avowry.ledger;

import io.smallrye.mutiny.Uni;

/**
 * The ledger as a mint sees it: a transaction of its own, on connections that a storm of mints
 * cannot take from a revocation.
 *
 * <p>A failed {@code Uni} means that it is unknown whether the row is durable: nothing may be
 * signed.
 */
public interface Recorder {
  /**
   * Records the proposal if it still stands: takes the fence's lock shared, claims what is used
   * once, reads the entries newer than its holds, appends, commits.
   */
  Uni<Outcome> record(Proposal proposal);

  /** Claims one single use outside of a mint; false when it was used before. */
  Uni<Boolean> claim(SingleUse use);

  /** Appends an event in a transaction of its own, such as a refusal, which changes nothing. */
  Uni<Void> note(Event event);
}
