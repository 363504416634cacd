package dev.avowry.registration.store;

import dev.avowry.agent.SecretHash;
import dev.avowry.kernel.InvitationId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.store.Statement;
import dev.avowry.registration.RegisteredClient;
import dev.avowry.registration.RegistrationStore;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Registered clients. */
@ApplicationScoped
class PgRegistrationStore implements RegistrationStore {
  private final Pool pool;

  PgRegistrationStore(@ReactiveDataSource("minting") Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Void> add(RegisteredClient client, Instant at) {
    return Statement.execute(
            """
            insert into registered_client (agent, registration_token, access_hash, metadata,
                                           changed_at)
            values (?1, ?2, ?3, cast(cast(?4 as text) as jsonb), ?5)
            """,
            client.agent().value(),
            client.by().value(),
            client.access().text(),
            new JsonObject(client.metadata()).encode(),
            at.atOffset(ZoneOffset.UTC))
        .replaceWithVoid();
  }

  @Override
  public Uni<Optional<RegisteredClient>> client(NodeId agent) {
    return pool.preparedQuery(
            """
            select c.agent, c.registration_token, c.access_hash, c.metadata
            from registered_client c where c.agent = $1
            """)
        .execute(Tuple.of(agent.value()))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .findFirst()
                    .map(PgRegistrationStore::client));
  }

  private static RegisteredClient client(Row row) {
    return new RegisteredClient(
        new NodeId(row.getLong("agent")),
        new InvitationId(row.getLong("registration_token")),
        SecretHash.parse(row.getString("access_hash")),
        row.getJsonObject("metadata").getMap());
  }

  @Override
  public Uni<Void> lock(NodeId agent) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(
                        "select agent from registered_client where agent = ?1 for update",
                        Long.class)
                    .setParameter(1, agent.value())
                    .getResultList())
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> describe(NodeId agent, Map<String, Object> metadata, Instant at) {
    return Statement.execute(
            """
            update registered_client
            set metadata = cast(cast(?2 as text) as jsonb), changed_at = ?3
            where agent = ?1
            """,
            agent.value(),
            new JsonObject(metadata).encode(),
            at.atOffset(ZoneOffset.UTC))
        .replaceWithVoid();
  }
}
