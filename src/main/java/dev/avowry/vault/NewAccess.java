package dev.avowry.vault;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody is to have.
 *
 * @param holder the node at which they act
 * @param below whether whoever acts below that node is to have it as well
 */
public record NewAccess(
    NodeId holder,
    boolean below,
    Set<Use> uses,
    Conditions conditions,
    Optional<Instant> expiresAt) {
  public NewAccess {
    uses = Set.copyOf(uses);
    if (uses.isEmpty()) {
      throw Refusal.refused(Reason.INVALID_REQUEST, "uses must not be empty");
    }
    if (conditions.within().isForRequestsAlone() && !uses.equals(Set.of(Use.USE))) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST, "requests and approved are of a grant whose uses are use alone");
    }
  }
}
