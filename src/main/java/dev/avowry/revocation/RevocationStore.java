package dev.avowry.revocation;

import dev.avowry.ledger.Convoy.Arrival;
import dev.avowry.ledger.Fence;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;

/** What the door reads and writes. */
public interface RevocationStore {
  /**
   * The target of an order as it stands, read without the lock: for a look, never for a change. Of
   * a class it also tells whether there is a token to end.
   */
  Uni<Found> find(Order order);

  /**
   * One transaction that holds the fence's lock alone: reads the targets, has it decided what
   * becomes of them, writes that, commits. Two round trips, on connections that nothing else uses.
   *
   * <p>A failed {@code Uni} means that it is unknown whether anything was written.
   */
  Uni<List<Arrival<Carried>>> alone(List<Order> orders, Function<Found, Ruling> decision);

  /**
   * How many live tokens an entry on the target ends: those that have not expired, were minted
   * under a smaller fence than the given one, and were not ended by an entry before it. Of many not
   * all are looked at.
   */
  Uni<Counted> liveTokens(Target target, Fence before);

  /**
   * The same and the nodes that die with them, by name, each sort of it up to a limit.
   *
   * @param affected how many nodes die: of what there is none, none is looked for
   */
  Uni<Dying> dying(Target target, Fence before, Affected affected, int limit);
}
