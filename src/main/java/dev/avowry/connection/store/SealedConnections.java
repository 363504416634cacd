package dev.avowry.connection.store;

import dev.avowry.kernel.store.SealedColumn;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where secrets of clients, refresh tokens and verifiers are sealed; the contents stay. */
@Singleton
final class SealedConnections {
  @Produces
  @Singleton
  SealedColumn clientSecrets() {
    return SealedColumn.of("provider", "data_key", "'provider ' || id_text(id)");
  }

  @Produces
  @Singleton
  SealedColumn refreshTokens() {
    return SealedColumn.of(
        "connection_refresh",
        "data_key",
        "'connection_refresh ' || id_text(connection) || ' ' || (select id_text(c.agent) || ' ' || id_text(c.provider) from connection c where c.id = connection_refresh.connection)");
  }

  @Produces
  @Singleton
  SealedColumn verifiers() {
    return SealedColumn.of(
        "connection_state",
        "data_key",
        "'connection_state ' || id_text(connection) || ' ' || id_text(agent) || ' ' || id_text(provider) || ' ' || id_text(human)");
  }
}
