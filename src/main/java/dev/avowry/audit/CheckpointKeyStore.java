package dev.avowry.audit;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Keys for checkpoints, one under each name. They are never replaced. */
public interface CheckpointKeyStore {
  /** All, the oldest first. */
  Uni<List<StoredKey>> all();

  /**
   * Keeps the key, with its row in the ledger; unless there is one of that name, which then stands.
   */
  Uni<Void> addIfNone(StoredKey key);
}
