package dev.avowry.ledger;

import dev.avowry.kernel.NodeId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which rows of the ledger are wanted; what is empty does not matter.
 *
 * @param agent whom it concerns; with an index
 * @param sponsor who answers
 * @param node exactly this node
 * @param below this node, all that is below it now, and whatever names it on its path
 * @param types any of these; empty for all
 * @param decision whether it was granted
 * @param jti the token; with an index
 * @param since made then or later
 * @param until made before
 */
public record EventFilter(
    Optional<NodeId> agent,
    Optional<NodeId> sponsor,
    Optional<NodeId> node,
    Optional<NodeId> below,
    Set<EventType> types,
    Optional<Event.Decision> decision,
    Optional<String> jti,
    Optional<Instant> since,
    Optional<Instant> until) {
  /** Every row. */
  public static final EventFilter ALL =
      new EventFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Set.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public EventFilter {
    types = Set.copyOf(types);
  }
}
