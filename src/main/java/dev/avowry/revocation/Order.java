package dev.avowry.revocation;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * An order to take authority, or to give it back.
 *
 * @param target from what
 * @param mode how
 * @param reason why, in a word
 * @param comment why, in a sentence
 * @param actor who orders it
 * @param reach whether a node with the given lineage is the actor's to act on
 * @param origin where the order came from
 */
public record Order(
    Target target,
    Mode mode,
    String reason,
    Optional<String> comment,
    String actor,
    Predicate<List<NodeId>> reach,
    Origin origin) {
  public Order {
    if (target instanceof Target.OfToken && mode != Mode.REVOKE) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST, "a token can only be revoked: its client asks for another");
    }
  }
}
