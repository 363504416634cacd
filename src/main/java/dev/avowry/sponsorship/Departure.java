package dev.avowry.sponsorship;

import dev.avowry.kernel.NodeId;
import java.time.Instant;
import java.util.Optional;

/**
 * A human is gone, and not back yet.
 *
 * @param sponsor who
 * @param cause by what it was learned
 * @param by who said so, as the ledger names them
 * @param person the human behind that one, if there is any
 * @param at when it was said
 * @param asOf as of when it is so, by that word; what was so before is undone by nothing of now
 */
public record Departure(
    NodeId sponsor,
    DepartureCause cause,
    String by,
    Optional<NodeId> person,
    Instant at,
    Instant asOf) {
  /** The same, said once more as of another time. */
  Departure asOf(Instant later) {
    return new Departure(sponsor, cause, by, person, at, later);
  }
}
