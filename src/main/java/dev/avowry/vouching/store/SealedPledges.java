package dev.avowry.vouching.store;

import dev.avowry.kernel.store.SealedColumn;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where the tokens are sealed by which providers are asked. */
@Singleton
final class SealedPledges {
  @Produces
  @Singleton
  SealedColumn pledges() {
    return SealedColumn.of(
        "pledge", "token_sealed", "'pledge of ' || id_text(human) || ' by ' || provider");
  }
}
