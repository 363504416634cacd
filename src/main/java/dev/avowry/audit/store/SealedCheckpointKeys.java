package dev.avowry.audit.store;

import dev.avowry.kernel.store.SealedColumn;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where the private halves of keys for checkpoints are sealed. */
@Singleton
final class SealedCheckpointKeys {
  @Produces
  @Singleton
  SealedColumn checkpointKeys() {
    return SealedColumn.of("checkpoint_key", "sealed", "'checkpoint key ' || verifier_key");
  }
}
