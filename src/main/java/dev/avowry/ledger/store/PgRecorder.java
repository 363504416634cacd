package dev.avowry.ledger.store;

import dev.avowry.ledger.Convoy;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.Outcome;
import dev.avowry.ledger.Proposal;
import dev.avowry.ledger.Recorder;
import dev.avowry.ledger.SingleUse;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The mint's record, by group commit on the pool that is minting's own. */
@ApplicationScoped
class PgRecorder implements Recorder {
  /** Transactions at once: while one waits for the disk, the next gathers and goes. */
  private static final int LANES = 3;

  private static final int LONGEST = 256;

  /** A few hundred milliseconds of mints; who would wait longer is better told to come back. */
  private static final int CAPACITY = 5_000;

  private final Pool pool;
  private final Convoy<Proposal, Outcome> convoy;

  PgRecorder(@ReactiveDataSource("minting") Pool pool, GroupCommit commits, Vertx vertx) {
    this.pool = pool;
    this.convoy = new Convoy<>(vertx, LANES, LONGEST, CAPACITY, commits::commit);
  }

  @Override
  public Uni<Outcome> record(Proposal proposal) {
    return convoy.join(proposal);
  }

  @Override
  public Uni<Boolean> claim(SingleUse use) {
    return pool.preparedQuery(SingleUseRows.CLAIM)
        .execute(SingleUseRows.arrays(List.of(use)))
        .map(rows -> rows.rowCount() == 1);
  }

  @Override
  public Uni<Void> note(Event event) {
    return pool.preparedQuery(EventColumns.INSERT)
        .execute(Tuple.wrap(EventColumns.values(event)))
        .replaceWithVoid();
  }
}
