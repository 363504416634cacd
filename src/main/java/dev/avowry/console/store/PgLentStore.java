package dev.avowry.console.store;

import dev.avowry.console.Lent;
import dev.avowry.console.LentStore;
import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;

/** Grants that live, by the bare client. */
@ApplicationScoped
class PgLentStore implements LentStore {
  private final Pool pool;

  PgLentStore(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<List<Lent>> of(NodeId human, Instant now, int most) {
    return pool.preparedQuery(
            """
            select n.id, n.actor, a.name, n.scopes, n.resources, n.created_at, n.expires_at
            from node n join agent a on a.id = n.actor
            where n.parent = $1 and n.kind = 'grant' and n.state = 'live' and n.expires_at > $2
            order by n.created_at desc, n.id limit $3
            """)
        .execute(Tuple.of(human.value(), now.atOffset(ZoneOffset.UTC), most))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false).map(PgLentStore::lent).toList());
  }

  private static Lent lent(Row row) {
    return new Lent(
        new NodeId(row.getLong("id")),
        new NodeId(row.getLong("actor")),
        row.getString("name"),
        List.of(row.getArrayOfStrings("scopes")),
        List.of(row.getArrayOfStrings("resources")),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("expires_at").toInstant());
  }
}
