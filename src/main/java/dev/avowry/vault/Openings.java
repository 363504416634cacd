package dev.avowry.vault;

import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** Reads secrets for those who ask for them, outside of any transaction. */
public interface Openings {
  /**
   * The secret; empty when there is none.
   *
   * @param version which; empty for the present one
   * @param purpose what it is asked for
   * @param path the ids on the path of whoever asks
   */
  Uni<Optional<Opening>> find(
      NodeId secret, Optional<Integer> version, String purpose, List<String> path);
}
