package dev.avowry.people.store;

import dev.avowry.kernel.NodeId;
import dev.avowry.people.OutsideHumanStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Humans by issuer and subject. */
@ApplicationScoped
class PgOutsideHumanStore implements OutsideHumanStore {
  private final Pool pool;

  PgOutsideHumanStore(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Optional<Known>> find(String issuer, String subject, Instant now) {
    return pool.preparedQuery(
            """
            select s.id,
                   n.state = 'live' and (n.expires_at is null or n.expires_at > $3) as live,
                   n.state = 'suspended' and n.halts = '{unaccepted}' as awaited,
                   'left' = any (n.halts) as gone
            from sponsor s join node n on n.id = s.id
            where s.issuer = $1 and s.subject = $2
            """)
        .execute(Tuple.of(issuer, subject, now.atOffset(ZoneOffset.UTC)))
        .map(PgOutsideHumanStore::first);
  }

  private static Optional<Known> first(RowSet<Row> rows) {
    if (rows.size() == 0) {
      return Optional.empty();
    }
    Row row = rows.iterator().next();
    return Optional.of(
        new Known(
            new NodeId(row.getLong("id")),
            row.getBoolean("live"),
            row.getBoolean("awaited"),
            row.getBoolean("gone")));
  }
}
