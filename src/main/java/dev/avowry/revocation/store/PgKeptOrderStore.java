package dev.avowry.revocation.store;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.OrderId;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.LedgerStatements;
import dev.avowry.revocation.Author;
import dev.avowry.revocation.KeptOrder;
import dev.avowry.revocation.KeptOrderStore;
import dev.avowry.revocation.Mode;
import dev.avowry.revocation.TokenClass;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Kept orders, by the bare client: each change and its row in one transaction. */
@ApplicationScoped
class PgKeptOrderStore implements KeptOrderStore {
  private static final String COLUMNS =
      "id, target, mode, reason, comment, by, person, at, expires_at";

  private final Pool pool;
  private final LedgerStatements ledger;

  PgKeptOrderStore(Pool pool, LedgerStatements ledger) {
    this.pool = pool;
    this.ledger = ledger;
  }

  @Override
  public Uni<KeptOrder> keep(KeptOrder order, Event row) {
    return pool.withTransaction(
        connection ->
            insert(connection, order)
                .chain(
                    added ->
                        added
                            ? append(connection, List.of(row)).replaceWith(order)
                            : same(connection, order)));
  }

  private static Uni<Boolean> insert(SqlConnection connection, KeptOrder order) {
    List<Object> values = new ArrayList<>();
    values.add(order.id().value());
    values.add(order.tokens().id());
    values.add(order.mode().code());
    values.add(order.reason());
    values.add(order.comment().orElse(null));
    values.add(order.by().actor());
    values.add(order.by().person().value());
    values.add(order.at().atOffset(ZoneOffset.UTC));
    values.add(order.expiresAt().atOffset(ZoneOffset.UTC));
    return connection
        .preparedQuery(
            """
            insert into kept_order (%s, state) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting')
            on conflict (target, mode) where state = 'waiting' do nothing
            """
                .formatted(COLUMNS))
        .execute(Tuple.wrap(values))
        .map(rows -> rows.rowCount() == 1);
  }

  private static Uni<KeptOrder> same(SqlConnection connection, KeptOrder order) {
    return connection
        .preparedQuery(
            "select %s from kept_order where target = $1 and mode = $2 and state = 'waiting'"
                .formatted(COLUMNS))
        .execute(Tuple.of(order.tokens().id(), order.mode().code()))
        .map(rows -> order(rows.iterator().next()));
  }

  @Override
  public Uni<List<KeptOrder>> waiting(Instant now, int limit) {
    return pool.preparedQuery(
            """
            select %s from kept_order where state = 'waiting' and expires_at > $1
            order by at, id limit $2
            """
                .formatted(COLUMNS))
        .execute(Tuple.of(now.atOffset(ZoneOffset.UTC), limit))
        .map(PgKeptOrderStore::orders);
  }

  @Override
  public Uni<Long> count(Instant now) {
    return pool.preparedQuery(
            "select count(*) as n from kept_order where state = 'waiting' and expires_at > $1")
        .execute(Tuple.of(now.atOffset(ZoneOffset.UTC)))
        .map(rows -> rows.iterator().next().getLong("n"));
  }

  @Override
  public Uni<Optional<KeptOrder>> waiting(OrderId id, Instant now) {
    return pool.preparedQuery(
            "select %s from kept_order where id = $1 and state = 'waiting' and expires_at > $2"
                .formatted(COLUMNS))
        .execute(Tuple.of(id.value(), now.atOffset(ZoneOffset.UTC)))
        .map(rows -> orders(rows).stream().findFirst());
  }

  @Override
  public Uni<Void> expire(Instant now, Function<KeptOrder, Event> row) {
    return pool.withTransaction(
        connection ->
            connection
                .preparedQuery(
                    """
                    update kept_order set state = 'expired'
                    where state = 'waiting' and expires_at <= $1 returning %s
                    """
                        .formatted(COLUMNS))
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC)))
                .map(rows -> orders(rows).stream().map(row).toList())
                .chain(events -> append(connection, events)));
  }

  private Uni<Void> append(SqlConnection connection, List<Event> events) {
    if (events.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    LedgerStatements.Prepared rows = ledger.append(events);
    return connection
        .preparedQuery(rows.sql())
        .execute(Tuple.wrap(rows.values()))
        .replaceWithVoid();
  }

  private static List<KeptOrder> orders(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(PgKeptOrderStore::order).toList();
  }

  private static KeptOrder order(Row row) {
    return new KeptOrder(
        new OrderId(row.getLong("id")),
        new TokenClass(row.getString("target")),
        Mode.named(row.getString("mode")).orElseThrow(),
        row.getString("reason"),
        Optional.ofNullable(row.getString("comment")),
        new Author(row.getString("by"), new NodeId(row.getLong("person")), row.getString("reason")),
        row.getOffsetDateTime("at").toInstant(),
        row.getOffsetDateTime("expires_at").toInstant());
  }
}
