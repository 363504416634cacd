package dev.avowry.key;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;

/** Where signing keys are kept, private halves sealed. */
public interface KeyStore {
  /** All keys that are not yet forgotten, the oldest first. */
  Uni<List<SigningKey>> all();

  /**
   * Changes keys alone among all replicas, in one transaction with the ledger's rows.
   *
   * @param decision given the keys as they are once nobody else can change them, says what changes,
   *     in order; what it throws undoes everything
   * @param cause who asked and why, for the ledger
   */
  Uni<Void> change(Function<List<SigningKey>, List<Change>> decision, Change.Cause cause);
}
