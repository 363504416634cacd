package dev.avowry.consent.store;

import dev.avowry.agent.SecretHash;
import dev.avowry.consent.Waiting;
import dev.avowry.consent.WaitingStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Requests that wait, by the bare client. */
@ApplicationScoped
class PgWaitingStore implements WaitingStore {
  private final Pool pool;

  PgWaitingStore(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Boolean> keep(SecretHash name, Waiting request, int most) {
    return pool.preparedQuery(
            """
            insert into authorization_request (hash, asked, pushed, network, began_at, expires_at)
            select $1, $2, $3, $4, $5, $6
            where (select count(*) from authorization_request
                   where network = $4 and expires_at > $5) < $7
            """)
        .execute(
            Tuple.wrap(
                Arrays.asList(
                    name.text(),
                    ParametersJson.of(request.asked()),
                    request.pushed().orElse(null),
                    request.network(),
                    utc(request.beganAt()),
                    utc(request.expiresAt()),
                    (long) most)))
        .map(rows -> rows.rowCount() == 1);
  }

  @Override
  public Uni<Optional<Waiting>> find(SecretHash name, Instant now) {
    return pool.preparedQuery(
            """
            select asked, pushed, network, began_at, expires_at
            from authorization_request where hash = $1 and expires_at > $2
            """)
        .execute(Tuple.of(name.text(), utc(now)))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).findFirst())
        .map(row -> row.map(PgWaitingStore::waiting));
  }

  @Override
  public Uni<Boolean> take(SecretHash name, Waiting request) {
    return pool.preparedQuery("delete from authorization_request where hash = $1 or hash = $2")
        .execute(Tuple.of(name.text(), request.pushed().orElse(name.text())))
        .map(rows -> rows.rowCount() == (request.pushed().isPresent() ? 2 : 1));
  }

  @Override
  public Uni<Void> forget(Instant now) {
    return pool.preparedQuery("delete from authorization_request where expires_at <= $1")
        .execute(Tuple.of(utc(now)))
        .replaceWithVoid();
  }

  private static Waiting waiting(Row row) {
    return new Waiting(
        ParametersJson.read(row.getJsonObject("asked")),
        Optional.ofNullable(row.getString("pushed")),
        row.getString("network"),
        row.getOffsetDateTime("began_at").toInstant(),
        row.getOffsetDateTime("expires_at").toInstant());
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
