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

  /**
   * Takes a role that was given by hand, or by a provider that is configured no more; false when
   * none was.
   */
  Uni<Boolean> remove(NodeId human, Role role);

  /** Whether a human has a role, whoever gave it. */
  Uni<Boolean> has(NodeId human, Role role);

  /**
   * Keeps those who have a role from losing it until the transaction ends, so that of two who leave
   * at once one is the last.
   */
  Uni<Void> hold(Role role);

  /** How many humans have a role that counts, and are live. */
  Uni<Long> live(Role role, Instant now);

  /** Who has which role, by human and role. Outside of any transaction. */
  Uni<Page<Assignment>> all(PageRequest page);
}
