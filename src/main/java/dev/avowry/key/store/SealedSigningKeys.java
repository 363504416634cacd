package dev.avowry.key.store;

import dev.avowry.kernel.store.SealedColumn;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where the private halves of signing keys are sealed. */
@Singleton
final class SealedSigningKeys {
  @Produces
  @Singleton
  SealedColumn signingKeys() {
    return SealedColumn.of("signing_key", "sealed", "'signing key ' || kid || ' ' || algorithm");
  }
}
