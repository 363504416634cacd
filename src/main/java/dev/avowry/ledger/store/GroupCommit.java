package dev.avowry.ledger.store;

import dev.avowry.ledger.Convoy.Arrival;
import dev.avowry.ledger.Entry;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.Outcome;
import dev.avowry.ledger.Proposal;
import dev.avowry.ledger.SingleUse;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One transaction for all mints that came together. Its statements, in this order: begin and take
 * the lock; read the head and the entries; claim; append; commit. What does not need an answer to
 * go on is sent without waiting for one.
 */
@ApplicationScoped
class GroupCommit {
  /** Two statements in one message, the lock before every snapshot that follows. */
  private static final String OPEN = "begin; " + FenceLock.SHARED;

  private final Pool pool;

  GroupCommit(@ReactiveDataSource("minting") Pool pool) {
    this.pool = pool;
  }

  /** Commits the proposals that stand; a failure means that nothing is known of any of them. */
  Uni<List<Arrival<Outcome>>> commit(List<Proposal> proposals) {
    return pool.withConnection(
        connection ->
            commit(connection, new Batch(proposals)).onFailure().call(() -> rollBack(connection)));
  }

  private static Uni<List<Arrival<Outcome>>> commit(SqlConnection connection, Batch batch) {
    return open(connection, batch)
        .call(() -> claim(connection, batch))
        .call(() -> append(connection, batch.standing()))
        .map(batch::outcomes);
  }

  private static Uni<Fence> open(SqlConnection connection, Batch batch) {
    Uni<?> locked = connection.query(OPEN).execute();
    Uni<Fence> head =
        connection
            .preparedQuery(FenceLock.READ)
            .execute()
            .map(rows -> new Fence(rows.iterator().next().getLong("seq")));
    Uni<RowSet<Row>> entries =
        connection
            .preparedQuery(
                """
                select seq, id, at, until from revocation_entry
                where id = any($1) and seq > $2
                """)
            .execute(Tuple.of(batch.ids(), batch.oldest().seq()));
    return Uni.combine()
        .all()
        .unis(locked, head, entries)
        .asTuple()
        .invoke(read -> batch.apply(entries(read.getItem3())))
        .map(read -> read.getItem2());
  }

  private static Uni<Void> claim(SqlConnection connection, Batch batch) {
    List<SingleUse> claims = batch.claims();
    return claims.isEmpty()
        ? Uni.createFrom().voidItem()
        : connection
            .preparedQuery(SingleUseRows.CLAIM)
            .execute(SingleUseRows.arrays(claims))
            .invoke(rows -> batch.granted(keys(rows)))
            .replaceWithVoid();
  }

  private static Uni<Void> append(SqlConnection connection, List<Proposal> proposals) {
    Uni<?> committed = connection.query("commit").execute();
    if (proposals.isEmpty()) {
      return committed.replaceWithVoid();
    }
    List<Event> events = proposals.stream().map(Proposal::event).toList();
    Uni<?> rows =
        connection
            .preparedQuery(EventColumns.INSERT_MANY)
            .execute(Tuple.wrap(EventColumns.arrays(events)));
    Uni<?> tokens =
        connection
            .preparedQuery(
                """
                insert into issued_token (jti, node, path, expires_at, slot)
                select jti, node, string_to_array(path, ' '), expires_at, slot_of(expires_at)
                from unnest($1::text[], $2::bigint[], $3::text[], $4::timestamptz[])
                  t (jti, node, path, expires_at)
                """)
            .execute(
                Tuple.of(
                    events.stream().map(e -> e.jti().orElseThrow().value()).toArray(String[]::new),
                    events.stream().map(e -> e.node().orElseThrow().value()).toArray(Long[]::new),
                    events.stream().map(e -> String.join(" ", e.path())).toArray(String[]::new),
                    proposals.stream()
                        .map(proposal -> utc(proposal.expiresAt()))
                        .toArray(OffsetDateTime[]::new)));
    return Uni.combine().all().unis(rows, tokens, committed).discardItems();
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

  private static Set<Batch.Key> keys(RowSet<Row> rows) {
    Set<Batch.Key> keys = new HashSet<>();
    for (Row row : rows) {
      keys.add(
          new Batch.Key(row.getString("kind"), row.getString("holder"), row.getString("value")));
    }
    return keys;
  }

  private static List<Entry> entries(RowSet<Row> rows) {
    List<Entry> entries = new ArrayList<>();
    for (Row row : rows) {
      entries.add(
          new Entry(
              row.getLong("seq"),
              row.getString("id"),
              row.getOffsetDateTime("at").toInstant(),
              row.getOffsetDateTime("until").toInstant()));
    }
    return entries;
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
