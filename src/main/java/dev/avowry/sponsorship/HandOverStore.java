package dev.avowry.sponsorship;

import dev.avowry.kernel.HandOverId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Hand-overs, the same for all replicas. What writes does so in the transaction under way. */
public interface HandOverStore {
  /** One of them. */
  Uni<Optional<HandOver>> handOver(HandOverId id);

  /** One of them; whoever else wants to change it waits for the end of the transaction. */
  Uni<Optional<HandOver>> locked(HandOverId id);

  /** The one that is under way for an agent. */
  Uni<Optional<HandOver>> open(NodeId agent);

  /** By when they were offered. */
  Uni<Page<HandOver>> page(HandOverFilter filter, PageRequest page);

  /** Adds one; false when there is one under way for the agent. */
  Uni<Boolean> add(HandOver handOver);

  /**
   * Writes how far it is.
   *
   * @param claimedUntil until when nobody else carries it on; of what somebody has to
   */
  Uni<Void> set(
      HandOverId id, HandOver.State state, Optional<Answer> answer, Optional<Instant> claimedUntil);

  /** By whom a state was brought about, and when. */
  record Answer(String by, Instant at) {}

  /** Asks somebody else instead, by the word of whoever administers. */
  Uni<Void> give(HandOverId id, NodeId receiver, By by);

  /** Asks whoever {@code heir} says next, or nobody: who was asked until now has declined. */
  Uni<Void> pass(HandOverId id);

  /** The same with all that somebody left and this human was asked to take. */
  Uni<Void> passAll(NodeId receiver);

  /**
   * An agent that somebody left behind.
   *
   * @param receiver who is to be asked
   */
  record Left(NodeId agent, Optional<NodeId> receiver, Departure departure) {}

  /** Agents of whoever has left for which there is none under way, so many at the most. */
  Uni<List<Left>> leftBehind(Optional<NodeId> giver, int most);

  /** Notes of which departures nothing is left to offer. */
  Uni<Void> settle();

  /** What a human offered before they left is due as well, and ends as what they left does. */
  Uni<Void> becomeDepartures(NodeId giver, Instant dueAt);

  /** Ends what was only offered since this human left. */
  Uni<Void> withdrawDepartures(NodeId giver, Answer answer);

  /**
   * Takes what is past due and nobody else has: what somebody left is {@code ENDING} from then on,
   * what somebody offered is overdue.
   */
  Uni<List<HandOver>> takeDue(Instant now, Instant claimedUntil, int most);

  /** Takes what somebody began and did not bring to its end. */
  Uni<List<HandOver>> takeUnfinished(Instant now, Instant claimedUntil, int most);

  /** Agents that are overdue and not yet suspended for it. */
  Uni<List<NodeId>> overdueAndNotHalted(int most);

  /** Agents that are suspended as if on their way, and are not. */
  Uni<List<NodeId>> haltedForNothing(int most);
}
