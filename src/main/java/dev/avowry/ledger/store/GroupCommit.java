package dev.avowry.ledger.store;

import dev.avowry.ledger.Convoy.Arrival;
import dev.avowry.ledger.Entries;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.KnownEntries;
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
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One transaction for all mints that came together. Its statements, in this order: begin and take
 * the lock; read the head and the entries that are not known yet; claim; append; commit. What does
 * not need an answer to go on is sent without waiting for one.
 */
@ApplicationScoped
class GroupCommit {
  /** Two statements in one message, the lock before every snapshot that follows. */
  private static final String OPEN = "begin; " + FenceLock.SHARED;

  private final Pool pool;
  private final KnownEntries known;
  private final Clock clock;

  GroupCommit(@ReactiveDataSource("minting") Pool pool, KnownEntries known, Clock clock) {
    this.pool = pool;
    this.known = known;
    this.clock = clock;
  }

  /** Commits the proposals that stand; a failure means that nothing is known of any of them. */
  Uni<List<Arrival<Outcome>>> commit(List<Proposal> proposals) {
    return pool.withConnection(
        connection ->
            commit(connection, new Batch(proposals)).onFailure().call(() -> rollBack(connection)));
  }

  private Uni<List<Arrival<Outcome>>> commit(SqlConnection connection, Batch batch) {
    return open(connection)
        .invoke(fence -> batch.apply(known))
        .call(() -> claim(connection, batch))
        .call(() -> append(connection, batch.standing()))
        .map(batch::outcomes);
  }

  /** What is newer than what was known when this was called; in one snapshot with the head. */
  private Uni<Fence> open(SqlConnection connection) {
    Uni<?> locked = connection.query(OPEN).execute();
    Uni<Fence> head =
        connection
            .preparedQuery(EntryRows.NEWER)
            .execute(Tuple.of(known.fence().seq()))
            .map(this::learn);
    return Uni.combine().all().unis(locked, head).asTuple().map(read -> read.getItem2());
  }

  private Fence learn(RowSet<Row> rows) {
    Entries.Since since = EntryRows.since(rows);
    known.learn(since);
    return since.head();
  }

  private Uni<Void> claim(SqlConnection connection, Batch batch) {
    Map<UUID, SingleUse> claims = batch.claims();
    return claims.isEmpty()
        ? Uni.createFrom().voidItem()
        : connection
            .preparedQuery(SingleUseRows.CLAIM)
            .execute(SingleUseRows.arrays(claims, clock.instant()))
            .invoke(rows -> batch.granted(SingleUseRows.ids(rows)))
            .replaceWithVoid();
  }

  private Uni<Void> append(SqlConnection connection, List<Proposal> proposals) {
    List<Event> events = proposals.stream().flatMap(p -> p.events().stream()).toList();
    List<Proposal> tokens = proposals.stream().filter(p -> p.expiresAt().isPresent()).toList();
    List<Uni<?>> sent = new ArrayList<>();
    if (!events.isEmpty()) {
      sent.add(
          connection
              .preparedQuery(EventColumns.INSERT_MANY)
              .execute(Tuple.wrap(EventColumns.arrays(events, clock.instant()))));
    }
    if (!tokens.isEmpty()) {
      sent.add(connection.preparedQuery(IssuedRows.INSERT).execute(IssuedRows.arrays(tokens)));
    }
    sent.add(connection.query("commit").execute());
    return Uni.combine().all().unis(sent).discardItems();
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
}
