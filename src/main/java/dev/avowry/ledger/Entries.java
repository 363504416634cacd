package dev.avowry.ledger;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;

/** Reads entries, in their order, from the one place where they are true. */
public interface Entries {
  /**
   * What was assigned after the fence, as one statement saw it.
   *
   * @param head the highest ever assigned
   * @param forgotten the highest that was dropped
   * @param newer every entry after the fence up to the head that is not forgotten, in order
   */
  record Since(Fence head, Fence forgotten, List<Entry> newer) {}

  /** The entries after the fence. */
  Uni<Since> since(Fence fence);

  /** Whether something believed true as of a fence still stands; exact, on every replica. */
  Uni<Boolean> stands(Hold hold);

  /**
   * Makes the entry the only one and the head, unless the head is as far: of no token that was
   * issued until now anybody vouches any more.
   *
   * @param end names everything
   */
  Uni<Void> leap(Entry end);

  /** Drops entries from the front that can concern no token any more. */
  Uni<Integer> forget(Instant now);
}
