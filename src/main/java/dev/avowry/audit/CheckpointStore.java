package dev.avowry.audit;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** Checkpoints, one for each size at the most, kept for ever. */
public interface CheckpointStore {
  /** The one of the largest tree. */
  Uni<Optional<SignedCheckpoint>> latest();

  /** Keeps it, unless another replica was first with this size. */
  Uni<Void> add(SignedCheckpoint checkpoint);

  /** Those of trees larger than {@code size}, the smallest first, {@code limit} at the most. */
  Uni<List<SignedCheckpoint>> after(long size, int limit);

  /** How many there are. */
  Uni<Long> count();
}
