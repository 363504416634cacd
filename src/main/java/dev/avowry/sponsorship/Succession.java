package dev.avowry.sponsorship;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.util.Optional;

/**
 * Who is asked, when a sponsor leaves, for agents without a co-sponsor.
 *
 * @param successor asked first
 * @param manager asked when there is no successor, or they cannot or will not
 */
public record Succession(Optional<NodeId> successor, Optional<NodeId> manager) {
  /** Refuses whoever would take over from themselves. */
  void requireOthersThan(NodeId sponsor) {
    if (successor.filter(sponsor::equals).isPresent()
        || manager.filter(sponsor::equals).isPresent()) {
      throw Refusal.refused(Reason.INVALID_REQUEST, "nobody takes over from themselves");
    }
  }
}
