package dev.avowry.ledger.store;

import dev.avowry.ledger.Entry;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.Hold;
import dev.avowry.ledger.Outcome;
import dev.avowry.ledger.Proposal;
import dev.avowry.ledger.Recorder;
import dev.avowry.ledger.SingleUse;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The mint's transaction, on the pool that is minting's own. */
@ApplicationScoped
class PgRecorder implements Recorder {
  private final Pool pool;

  PgRecorder(@ReactiveDataSource("minting") Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Outcome> record(Proposal proposal) {
    return pool.withTransaction(connection -> record(connection, proposal))
        .onFailure(NotRecorded.class)
        .recoverWithItem(failure -> failure.outcome);
  }

  @Override
  public Uni<Boolean> claim(SingleUse use) {
    return pool.withConnection(connection -> claim(connection, use));
  }

  @Override
  public Uni<Void> note(Event event) {
    return pool.withConnection(connection -> append(connection, event));
  }

  /** Lock, then fence, then claims and rows: each a statement of its own, in this order. */
  private static Uni<Outcome> record(SqlConnection connection, Proposal proposal) {
    return connection
        .query(FenceLock.SHARED)
        .execute()
        .chain(() -> fence(connection))
        .call(() -> refuseIfBroken(connection, proposal))
        .call(() -> refuseIfReplayed(connection, proposal.claims()))
        .call(() -> append(connection, proposal.event()))
        .call(() -> appendToken(connection, proposal))
        .map(Outcome.Recorded::new);
  }

  private static Uni<Fence> fence(SqlConnection connection) {
    return connection
        .query(FenceLock.READ)
        .execute()
        .map(rows -> new Fence(rows.iterator().next().getLong("seq")));
  }

  private static Uni<Void> refuseIfBroken(SqlConnection connection, Proposal proposal) {
    String[] ids =
        proposal.holds().stream()
            .flatMap(hold -> hold.ids().stream())
            .distinct()
            .toArray(String[]::new);
    return connection
        .preparedQuery(
            """
            select seq, id, at, until from revocation_entry
            where id = any($1) and seq > $2
            """)
        .execute(Tuple.of(ids, proposal.oldest().seq()))
        .invoke(
            rows -> {
              List<Entry> entries = new ArrayList<>();
              rows.forEach(row -> entries.add(entry(row)));
              broken(proposal.holds(), entries)
                  .ifPresent(
                      hold -> {
                        throw new NotRecorded(new Outcome.Broken(hold));
                      });
            })
        .replaceWithVoid();
  }

  private static Optional<Hold> broken(List<Hold> holds, List<Entry> entries) {
    return holds.stream().filter(hold -> hold.isBrokenBy(entries)).findFirst();
  }

  private static Uni<Void> refuseIfReplayed(SqlConnection connection, List<SingleUse> claims) {
    Uni<Void> all = Uni.createFrom().voidItem();
    for (SingleUse use : claims) {
      all =
          all.chain(() -> claim(connection, use))
              .invoke(fresh -> orReplayed(fresh, use))
              .replaceWithVoid();
    }
    return all;
  }

  private static void orReplayed(boolean fresh, SingleUse use) {
    if (!fresh) {
      throw new NotRecorded(new Outcome.Replayed(use));
    }
  }

  private static Uni<Boolean> claim(SqlConnection connection, SingleUse use) {
    return connection
        .preparedQuery(
            """
            insert into single_use (kind, holder, value, until) values ($1, $2, $3, $4)
            on conflict do nothing
            """)
        .execute(Tuple.of(use.kind().name(), use.holder(), use.value(), utc(use.until())))
        .map(rows -> rows.rowCount() == 1);
  }

  private static Uni<Void> append(SqlConnection connection, Event event) {
    return connection
        .preparedQuery(EventColumns.INSERT)
        .execute(Tuple.from(EventColumns.values(event)))
        .replaceWithVoid();
  }

  private static Uni<Void> appendToken(SqlConnection connection, Proposal proposal) {
    Event event = proposal.event();
    return connection
        .preparedQuery("insert into issued_token (jti, path, expires_at) values ($1, $2, $3)")
        .execute(
            Tuple.of(
                event.jti().orElseThrow().value(),
                event.path().toArray(String[]::new),
                utc(proposal.expiresAt())))
        .replaceWithVoid();
  }

  private static Entry entry(Row row) {
    return new Entry(
        row.getLong("seq"),
        row.getString("id"),
        row.getOffsetDateTime("at").toInstant(),
        row.getOffsetDateTime("until").toInstant());
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** Rolls the transaction back and carries out why. */
  private static final class NotRecorded extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Outcome outcome;

    NotRecorded(Outcome outcome) {
      super("not recorded", null, false, false);
      this.outcome = outcome;
    }
  }
}
