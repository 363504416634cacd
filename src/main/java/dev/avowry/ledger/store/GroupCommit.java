package dev.avowry.ledger.store;

import dev.avowry.ledger.Convoy.Arrival;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.KnownEntries;
import dev.avowry.ledger.Outcome;
import dev.avowry.ledger.Proposal;
import dev.avowry.ledger.store.BatchRows.Written;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/**
 * One transaction for all mints that came together. They are decided upon the entries that are
 * known here, and all is sent in one go: begin and take the lock; write if nothing is newer;
 * commit. Only when something is newer, and so nothing was written, are the entries read under the
 * lock, and what stands then is written.
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
            uponWhatIsKnown(connection, proposals).onFailure().call(() -> rollBack(connection)));
  }

  private Uni<List<Arrival<Outcome>>> uponWhatIsKnown(
      SqlConnection connection, List<Proposal> proposals) {
    Attempt attempt = new Attempt(proposals);
    return Uni.combine()
        .all()
        .unis(connection.query(OPEN).execute(), attempt.write(connection), commit(connection))
        .asTuple()
        .chain(
            done ->
                attempt.isWritten(done.getItem2())
                    ? Uni.createFrom().item(attempt.outcomes(done.getItem2()))
                    : uponWhatIsTrue(connection, proposals));
  }

  /** Nothing is newer than what is read here, for the lock is held. */
  private Uni<List<Arrival<Outcome>>> uponWhatIsTrue(
      SqlConnection connection, List<Proposal> proposals) {
    return read(connection)
        .map(learnt -> new Attempt(proposals))
        .chain(
            attempt ->
                Uni.combine()
                    .all()
                    .unis(attempt.write(connection), commit(connection))
                    .asTuple()
                    .map(done -> attempt.outcomes(done.getItem1())));
  }

  private Uni<?> read(SqlConnection connection) {
    Uni<?> locked = connection.query(OPEN).execute();
    Uni<?> learnt =
        connection
            .preparedQuery(EntryRows.NEWER)
            .execute(Tuple.of(known.fence().seq()))
            .invoke(rows -> known.learn(EntryRows.since(rows)));
    return Uni.combine().all().unis(locked, learnt).discardItems();
  }

  private static Uni<?> commit(SqlConnection connection) {
    return connection.query("commit").execute();
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

  /** The proposals as they were decided at one moment. */
  private final class Attempt {
    // First: what is learnt between this and the decision can only refuse more.
    private final Fence decided = known.fence();
    private final Batch batch;

    Attempt(List<Proposal> proposals) {
      this.batch = new Batch(proposals, known);
    }

    Uni<Written> write(SqlConnection connection) {
      return connection
          .preparedQuery(BatchRows.statement(batch))
          .execute(BatchRows.values(batch, decided, clock.instant()))
          .map(BatchRows::read);
    }

    boolean isWritten(Written written) {
      return written.head().equals(decided);
    }

    List<Arrival<Outcome>> outcomes(Written written) {
      if (!isWritten(written)) {
        throw new IllegalStateException("an entry was assigned under the lock of mints");
      }
      return batch.outcomes(decided, written.claimed());
    }
  }
}
