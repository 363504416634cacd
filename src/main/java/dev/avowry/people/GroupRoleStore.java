package dev.avowry.people;

import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Set;

/**
 * Roles that humans have because a provider says so, beside those that somebody gave by hand; each
 * method joins the transaction that is under way.
 */
public interface GroupRoleStore {
  /**
   * Gives a human roles because a provider says so.
   *
   * @return those that it had not given before
   */
  Uni<Set<Role>> grantAll(NodeId human, Set<Role> roles, String provider, Instant now);

  /**
   * Takes away what a provider gave, but for these.
   *
   * @return what was taken
   */
  Uni<Set<Role>> takeAllBut(NodeId human, Set<Role> kept, String provider);
}
