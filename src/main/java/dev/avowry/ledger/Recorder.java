package dev.avowry.ledger;

import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * The ledger as a mint sees it: a transaction of its own, shared with whatever else arrived
 * meanwhile, on connections that a storm of mints cannot take from a revocation.
 *
 * <p>A failed {@code Uni} means that it is unknown whether the proposal is durable: nothing may be
 * signed.
 */
public interface Recorder {
  /**
   * Records the proposal if it still stands: takes the fence's lock shared, reads the entries that
   * this replica does not know yet, claims what is used once, appends, commits.
   */
  Uni<Outcome> record(Proposal proposal);

  /** Appends an event that rests on nothing, such as a refusal, which changes nothing. */
  default Uni<Void> note(Event event) {
    return record(Proposal.rows(List.of(event))).replaceWithVoid();
  }
}
