package dev.avowry.revocation;

import dev.avowry.agent.NodeState;
import java.util.Optional;

/**
 * The state of what an order can be about, and how it came about.
 *
 * @param last the entry that brought it about; empty when none did
 * @param by who ordered it; empty when nobody did
 */
public record Status(NodeState state, Optional<Mark> last, Optional<Author> by) {
  /** As it was made. */
  public static final Status LIVE = new Status(NodeState.LIVE, Optional.empty(), Optional.empty());
}
