package dev.avowry.vault;

import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/** Keeps what secrets will be next, in the transaction that is under way. */
public interface SuccessorStore {
  /** That of a secret, if there is one. */
  Uni<Optional<Successor>> find(NodeId secret);

  /** Adds one; false when there is one. */
  Uni<Boolean> add(NodeId secret, Successor next, Instant at);

  /** Notes whether somebody works on it. */
  Uni<Void> rest(NodeId secret, boolean resting);

  /** Removes one on which nobody works; false when somebody works on it. */
  Uni<Boolean> putAside(NodeId secret);

  /** Removes it; false when there is none of that number. */
  Uni<Boolean> remove(NodeId secret, int number);
}
