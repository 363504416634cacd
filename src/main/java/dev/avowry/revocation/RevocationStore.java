package dev.avowry.revocation;

import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.Entry;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** What the door writes and reads inside of its transaction. */
public interface RevocationStore {
  /** The target as it stands; empty when there is no such thing, or no such token any more. */
  Uni<Optional<Subject>> find(Target target);

  /** Adds the entry and moves the head to it. */
  Uni<Void> add(Entry entry);

  /** Sets the state of what an order was about. */
  Uni<Void> set(Target target, NodeState state, Optional<Mark> mark);

  /** Adds to the tallies of the nodes, in the order given: root first. */
  Uni<Void> tally(List<NodeId> nodes, long agents, long delegations);

  /**
   * Tokens that have not expired and have the id on their path, or are it; counted up to a limit.
   */
  Uni<Long> liveTokens(String id, int limit);
}
