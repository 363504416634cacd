package dev.avowry.revocation;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.web.Caller;
import java.util.List;
import java.util.function.Predicate;

/**
 * Who orders.
 *
 * @param actor as the ledger names them
 * @param person the human who answers for the actor: a second person is another one of these
 * @param reach whether a node with the given lineage is theirs to act on
 * @param origin where the order came from
 */
public record Requester(String actor, NodeId person, Predicate<List<NodeId>> reach, Origin origin) {
  /** Whoever calls, as far as they reach. */
  public static Requester of(Caller by) {
    return new Requester(by.actor().toString(), by.sponsor(), by::reaches, by.origin());
  }

  Author author(String reason) {
    return new Author(actor, person, reason);
  }
}
