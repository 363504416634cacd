package dev.avowry.people.store;

import dev.avowry.kernel.store.SealedColumn;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where the secrets of humans' apps are sealed. */
@Singleton
final class SealedApps {
  @Produces
  @Singleton
  SealedColumn apps() {
    return SealedColumn.of("account", "totp", "'account.totp ' || id_text(human)");
  }
}
