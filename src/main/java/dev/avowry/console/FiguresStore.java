package dev.avowry.console;

import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/** Reads figures, none of them by going through everything. */
public interface FiguresStore {
  /**
   * As they are.
   *
   * @param sponsor of what this human answers for; empty for all
   * @param soon what ends before then counts as ending
   */
  Uni<Figures> read(Optional<NodeId> sponsor, Instant now, Instant soon);
}
