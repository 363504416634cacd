package dev.avowry.connection.store;

import static dev.avowry.connection.store.ConnectionRows.spaced;
import static dev.avowry.connection.store.ConnectionRows.utc;

import dev.avowry.connection.Provider;
import dev.avowry.connection.ProviderStore;
import dev.avowry.kernel.ProviderId;
import dev.avowry.kernel.store.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Providers, by native statements. */
@ApplicationScoped
class PgProviderStore implements ProviderStore {
  @Override
  public Uni<Void> add(Provider provider, String by) {
    return Statement.execute(
            """
            insert into provider (id, name, issuer, authorization_endpoint, token_endpoint,
                                  revocation_endpoint, client_id, method, data_key, content, scopes,
                                  bindings, created_by, created_at)
            values (?1, ?2, nullif(?3, ''), ?4, ?5, nullif(?6, ''), ?7, ?8, ?9, ?10, ?11, ?12, ?13,
                    ?14)
            """,
            provider.id().value(),
            provider.name(),
            provider.issuer().orElse(""),
            provider.endpoints().authorization().toString(),
            provider.endpoints().token().toString(),
            provider.endpoints().revocation().map(URI::toString).orElse(""),
            provider.clientId(),
            provider.method().code(),
            provider.secret().key().toBytes(),
            provider.secret().content().toBytes(),
            spaced(provider.scopes()),
            provider.bindings().text(),
            by,
            utc(provider.createdAt()))
        .replaceWithVoid();
  }

  @Override
  public Uni<Optional<Provider>> find(ProviderId id) {
    return Statement.select(
            Object[].class,
            "select %s from provider p where p.id = ?1".formatted(ConnectionRows.PROVIDER),
            id.value())
        .map(rows -> rows.stream().findFirst().map(ConnectionRows::provider));
  }

  @Override
  public Uni<List<Provider>> all() {
    return Statement.select(
            Object[].class,
            """
            select %s from provider p where p.removed_at is null order by p.created_at, p.id
            limit 1000
            """
                .formatted(ConnectionRows.PROVIDER))
        .map(rows -> rows.stream().map(ConnectionRows::provider).toList());
  }

  @Override
  public Uni<Boolean> remove(ProviderId id, Instant now) {
    return Statement.execute(
            "update provider set removed_at = ?2 where id = ?1 and removed_at is null",
            id.value(),
            utc(now))
        .map(removed -> removed == 1);
  }
}
