package dev.avowry.people;

import dev.avowry.kernel.NodeId;
import java.time.Instant;
import java.util.Set;

/**
 * The roles of a human.
 *
 * @param since when they were given the first of them
 */
public record Assignment(NodeId human, String name, Set<Role> roles, Instant since) {
  public Assignment {
    roles = Set.copyOf(roles);
  }
}
