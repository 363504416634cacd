package dev.avowry.people;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import io.smallrye.mutiny.Uni;
import java.time.Instant;

/** Roles of humans as they are kept; each method joins the transaction that is under way. */
public interface RoleStore {
  /** Gives a human a role; false when they have it already. */
  Uni<Boolean> grant(NodeId human, Role role, String by, Instant now);

  /** Takes a role that was given by hand; false when none was. */
  Uni<Boolean> remove(NodeId human, Role role);

  /** Whether a human has a role, whoever gave it. */
  Uni<Boolean> has(NodeId human, Role role);

  /**
   * How many humans have a role and are live. Whoever asks meanwhile waits for the end of the
   * transaction, so that of two who leave at once one is the last.
   */
  Uni<Long> count(Role role);

  /** Who has which role, by human and role. Outside of any transaction. */
  Uni<Page<Assignment>> all(PageRequest page);
}
