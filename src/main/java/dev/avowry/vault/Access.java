package dev.avowry.vault;

import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import dev.avowry.web.Caller;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * That somebody may have what is kept.
 *
 * @param id its node, by which it is taken away
 * @param thing the secret, or the folder with all that is in it
 * @param holder the node at which they act
 * @param below whether whoever acts below that node may as well
 * @param uses what they may do
 * @param expiresAt when it ends by itself
 * @param by who gave it, as the ledger names them
 */
public record Access(
    NodeId id,
    NodeId thing,
    NodeId holder,
    boolean below,
    Set<Use> uses,
    Conditions conditions,
    NodeState state,
    Optional<Instant> expiresAt,
    Instant createdAt,
    String by) {
  public Access {
    uses = Set.copyOf(uses);
  }

  /** Whether the caller, whose path is through the holder, may do that now as far as this goes. */
  boolean allows(Caller caller, Use use, Instant now) {
    return uses.contains(use)
        && isLive(now)
        && !conditions.isEarly(now)
        && caller.path().contains(holder.toString())
        && (below || caller.node().equals(holder) || caller.actor().equals(holder));
  }

  boolean isLive(Instant now) {
    return state == NodeState.LIVE && expiresAt.map(now::isBefore).orElse(true);
  }
}
