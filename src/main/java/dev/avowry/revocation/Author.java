package dev.avowry.revocation;

import dev.avowry.agent.Halt;
import dev.avowry.kernel.NodeId;
import java.util.Set;

/**
 * Who brought a state about, and why.
 *
 * @param actor who ordered it
 * @param person the human who answers for the actor
 * @param reason in the words of the order
 */
public record Author(String actor, NodeId person, String reason) {
  /** Why it is suspended still, when what the order lifts was the reason. */
  Author left(Order order, Set<Halt> halts) {
    boolean lifted = order.mode() == Mode.RESUME && reason.equals(order.reason());
    return lifted ? new Author(actor, person, halts.iterator().next().code()) : this;
  }
}
