package dev.avowry.revocation;

import dev.avowry.ledger.Convoy.Arrival;
import dev.avowry.ledger.Fence;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;

/** What the door reads and writes. */
public interface RevocationStore {
  /** The targets as they stand, read without the lock: for a look, never for a change. */
  Uni<Found> find(List<Target> targets);

  /**
   * One transaction that holds the fence's lock alone: reads the targets, has it decided what
   * becomes of them, writes that, commits. Two round trips, on connections that nothing else uses.
   *
   * <p>A failed {@code Uni} means that it is unknown whether anything was written.
   */
  Uni<List<Arrival<Carried>>> alone(List<Target> targets, Function<Found, Ruling> decision);

  /**
   * How many live tokens have the id on their path, or are it, counted up to a limit: those that
   * have not expired, were minted under a smaller fence than the given one, and were not ended by
   * an entry before it.
   */
  Uni<Long> liveTokens(String id, Fence before, int limit);
}
