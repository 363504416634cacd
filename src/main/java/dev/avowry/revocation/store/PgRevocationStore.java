package dev.avowry.revocation.store;

import dev.avowry.kernel.PathBits;
import dev.avowry.kernel.TokenId;
import dev.avowry.ledger.Convoy.Arrival;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.LedgerStatements;
import dev.avowry.revocation.Carried;
import dev.avowry.revocation.Found;
import dev.avowry.revocation.RevocationStore;
import dev.avowry.revocation.Ruling;
import dev.avowry.revocation.Target;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * The door by the bare client. What changes anything goes by connections of its own; who only looks
 * or counts shares the registry's.
 */
@ApplicationScoped
class PgRevocationStore implements RevocationStore {
  /** No token has this id: theirs are random. */
  private static final UUID NO_TOKEN = new UUID(0, 0);

  private final Pool pool;
  private final Pool reserved;
  private final LedgerStatements ledger;

  PgRevocationStore(
      Pool pool, @ReactiveDataSource("revocation") Pool reserved, LedgerStatements ledger) {
    this.pool = pool;
    this.reserved = reserved;
    this.ledger = ledger;
  }

  @Override
  public Uni<Found> find(List<Target> targets) {
    return pool.withConnection(connection -> new TargetRows(targets).read(connection));
  }

  @Override
  public Uni<List<Arrival<Carried>>> alone(List<Target> targets, Function<Found, Ruling> decision) {
    return reserved.withConnection(
        connection ->
            open(connection, targets)
                .map(decision)
                .call(ruling -> RulingRows.write(connection, ruling, ledger))
                .onFailure()
                .call(() -> rollBack(connection))
                .map(Ruling::arrivals));
  }

  /**
   * Sent together, and read by the database one after the other: what is read is behind the lock.
   */
  private Uni<Found> open(SqlConnection connection, List<Target> targets) {
    Uni<?> locked = connection.query(ledger.beginAlone()).execute();
    Uni<Found> found = new TargetRows(targets).read(connection);
    return Uni.combine().all().unis(locked, found).with((held, read) -> read);
  }

  /** A connection that cannot even roll back is not given back. */
  private static Uni<Void> rollBack(SqlConnection connection) {
    return connection
        .query("rollback")
        .execute()
        .replaceWithVoid()
        .onFailure()
        .recoverWithUni(connection::close);
  }

  @Override
  public Uni<Long> liveTokens(String id, Fence before, int limit) {
    return pool.preparedQuery(
            """
            select count(*) as found from (
              select 1 from issued_token t
              where (t.path @> array[$1::bigint] or t.jti = $2)
                and t.fence < $3 and t.expires_at > now()
                and not exists (
                  select 1 from unnest(t.path) p join revocation_entry e on e.bits = p
                  where e.seq > t.fence and e.seq < $3)
                and not exists (
                  select 1 from revocation_entry e
                  where e.id = token_id(t.jti) and e.seq > t.fence and e.seq < $3)
              limit $4) counted
            """)
        .execute(
            Tuple.of(
                PathBits.of(id),
                TokenId.parse(id).map(TokenId::bits).orElse(NO_TOKEN),
                before.seq(),
                limit))
        .map(rows -> rows.iterator().next().getLong("found"));
  }
}
