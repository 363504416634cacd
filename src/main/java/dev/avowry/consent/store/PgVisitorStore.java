package dev.avowry.consent.store;

import dev.avowry.consent.VisitorStore;
import dev.avowry.kernel.NodeId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Agents of clients that nobody knew: written in the transaction that made them. */
@ApplicationScoped
class PgVisitorStore implements VisitorStore {
  private final Pool pool;

  PgVisitorStore(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Void> add(NodeId agent, NodeId human, String address, Instant at) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(
                        """
                        insert into visiting_client (agent, human, address, created_at)
                        values (?1, ?2, ?3, ?4)
                        """)
                    .setParameter(1, agent.value())
                    .setParameter(2, human.value())
                    .setParameter(3, address)
                    .setParameter(4, at.atOffset(ZoneOffset.UTC))
                    .executeUpdate())
        .replaceWithVoid();
  }

  @Override
  public Uni<Optional<NodeId>> latest(NodeId human, String address) {
    return pool.preparedQuery(
            """
            select agent from visiting_client where human = $1 and address = $2
            order by created_at desc limit 1
            """)
        .execute(Tuple.of(human.value(), address))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .findFirst()
                    .map(row -> new NodeId(row.getLong("agent"))));
  }
}
