package dev.avowry.agent;

import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;

/** What a resettlement writes, in the transaction that is under way. */
public interface ResettlementStore {
  /** Whether this keeps the node suspended. */
  Uni<Boolean> isHalted(NodeId node, Halt halt);

  /**
   * Counts one more child of a sponsor; false when there are as many as there may ever be.
   *
   * @param most how many that is
   */
  Uni<Boolean> takeRoom(NodeId sponsor, int most);

  /**
   * Writes the new sponsor into so many nodes below the top that have the old one still.
   *
   * @return how many it were
   */
  Uni<Long> rewrite(Node top, NodeId to, int most);

  /** Hangs the top itself below the new sponsor. */
  Uni<Void> attach(Node top, NodeId to);
}
