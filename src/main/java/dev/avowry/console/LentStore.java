package dev.avowry.console;

import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;

/** What humans have lent, outside of any transaction. */
public interface LentStore {
  /** What a human has lent and is live, the latest first, so many at the most. */
  Uni<List<Lent>> of(NodeId human, Instant now, int most);
}
