package dev.avowry.revocation;

import dev.avowry.agent.NodeState;
import java.util.Optional;

/**
 * What became of an order.
 *
 * @param order the order
 * @param state of the target now; of a dry run, as it would be
 * @param mark the entry that brought the state about; empty for a dry run and after a resume
 * @param ends whether tokens died by it, or would; not when the target had the state already
 * @param affected what died, or would die
 */
public record Carried(
    Order order, NodeState state, Optional<Mark> mark, boolean ends, Affected affected)
    implements Answer {
  Carried ending(Counted tokens) {
    return new Carried(order, state, mark, ends, affected.withTokens(tokens));
  }

  /** The same, with at least no token: how many there were could not be had. */
  Carried uncounted() {
    return new Carried(order, state, mark, ends, affected.withTokensUncounted());
  }
}
