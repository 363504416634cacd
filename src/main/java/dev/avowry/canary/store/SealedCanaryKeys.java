package dev.avowry.canary.store;

import dev.avowry.kernel.store.SealedColumn;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where the canary's private keys are sealed. */
@Singleton
final class SealedCanaryKeys {
  @Produces
  @Singleton
  SealedColumn canaryKeys() {
    return SealedColumn.of("canary_chain", "key_sealed", "'canary ' || id_text(root) || ' key'");
  }
}
