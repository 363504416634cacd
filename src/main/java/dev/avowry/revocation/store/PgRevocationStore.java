package dev.avowry.revocation.store;

import dev.avowry.ledger.Convoy.Arrival;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.LedgerStatements;
import dev.avowry.revocation.Affected;
import dev.avowry.revocation.Carried;
import dev.avowry.revocation.Counted;
import dev.avowry.revocation.Dying;
import dev.avowry.revocation.Found;
import dev.avowry.revocation.Mark;
import dev.avowry.revocation.Order;
import dev.avowry.revocation.RevocationStore;
import dev.avowry.revocation.Ruling;
import dev.avowry.revocation.Sort;
import dev.avowry.revocation.Target;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * The door by the bare client. What changes anything goes by connections of its own; who only looks
 * or counts shares the registry's.
 */
@ApplicationScoped
class PgRevocationStore implements RevocationStore {
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
  public Uni<Found> find(Order order) {
    return pool.withConnection(connection -> new TargetRows(List.of(order)).read(connection))
        .chain(found -> Target.classOf(order.target()).isEmpty() ? item(found) : ended(found));
  }

  private static Uni<Found> item(Found found) {
    return Uni.createFrom().item(found);
  }

  /** Looks whether the last entry on the class left anything to end. */
  private Uni<Found> ended(Found found) {
    Sort sort = found.sorts().getFirst();
    return pool.preparedQuery(
            """
            select e.seq, e.at from revocation_entry e
            where e.id = $1 and not exists (
              select 1 from issued_token t
              where t.classes @> array[$1] and t.fence >= e.seq and t.expires_at > now())
            order by e.seq desc limit 1
            """)
        .execute(Tuple.of(sort.id()))
        .map(PgRevocationStore::mark)
        .map(mark -> new Sort(sort.id(), sort.status(), mark))
        .map(looked -> new Found(found.head(), List.of(), List.of(), List.of(looked), Set.of()));
  }

  private static Optional<Mark> mark(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> new Mark(row.getLong("seq"), row.getOffsetDateTime("at").toInstant()))
        .findFirst();
  }

  @Override
  public Uni<List<Arrival<Carried>>> alone(List<Order> orders, Function<Found, Ruling> decision) {
    return reserved.withConnection(
        connection ->
            open(connection, orders)
                .map(decision)
                .call(ruling -> RulingRows.write(connection, ruling, ledger))
                .onFailure()
                .call(() -> rollBack(connection))
                .map(Ruling::arrivals));
  }

  /**
   * Sent together, and read by the database one after the other: what is read is behind the lock.
   */
  private Uni<Found> open(SqlConnection connection, List<Order> orders) {
    Uni<?> locked = connection.query(ledger.beginAlone()).execute();
    Uni<Found> found = new TargetRows(orders).read(connection);
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
  public Uni<Counted> liveTokens(Target target, Fence before) {
    return pool.preparedQuery(
            LiveTokens.looked(target)
                + "select (select count(*) %s) as live, (select count(*) from looked) as looked"
                    .formatted(LiveTokens.LIVE))
        .execute(Tuple.of(target.id(), before.seq()))
        .map(rows -> counted(rows.iterator().next()));
  }

  private static Counted counted(Row row) {
    return new Counted(row.getLong("live"), row.getLong("looked") > LiveTokens.LOOKED_AT);
  }

  @Override
  public Uni<Dying> dying(Target target, Fence before, Affected affected, int limit) {
    return new DyingRows(pool, target, before, limit).read(affected);
  }
}
