package dev.avowry.people;

import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;

/** Roles of humans as they are kept; each method joins the transaction that is under way. */
public interface RoleStore {
  /** Gives a human a role; false when they have it already. */
  Uni<Boolean> grant(NodeId human, Role role, String by, Instant now);
}
