package dev.avowry.vault.store;

import dev.avowry.kernel.store.SealedColumn;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where the data keys of secrets are sealed; the contents stay as they are. */
@Singleton
final class SealedDataKeys {
  @Produces
  @Singleton
  SealedColumn dataKeys() {
    return SealedColumn.of(
        "vault_version",
        "data_key",
        "'vault_version ' || id_text(secret) || ' ' || number || ' ' || (select id_text(s.owner) from vault_secret s where s.id = vault_version.secret) || coalesce(' ' || bindings, '')");
  }

  @Produces
  @Singleton
  SealedColumn successors() {
    return SealedColumn.of(
        "vault_successor",
        "data_key",
        "'vault_successor ' || id_text(secret) || ' ' || number || ' ' || (select id_text(s.owner) from vault_secret s where s.id = vault_successor.secret)");
  }
}
