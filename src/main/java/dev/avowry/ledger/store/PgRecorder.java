package dev.avowry.ledger.store;

import dev.avowry.ledger.Convoy;
import dev.avowry.ledger.Outcome;
import dev.avowry.ledger.Proposal;
import dev.avowry.ledger.Recorder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;

/** The mint's record, by group commit on the pool that is minting's own. */
@ApplicationScoped
class PgRecorder implements Recorder {
  /** Transactions at once: while one waits for the disk, the next gathers and goes. */
  private static final int LANES = 3;

  private static final int LONGEST = 256;

  /** A few hundred milliseconds of mints; who would wait longer is better told to come back. */
  private static final int CAPACITY = 5_000;

  private final Convoy<Proposal, Outcome> convoy;

  PgRecorder(GroupCommit commits, Vertx vertx) {
    this.convoy = new Convoy<>(vertx, LANES, LONGEST, CAPACITY, commits::commit);
  }

  @Override
  public Uni<Outcome> record(Proposal proposal) {
    return convoy.join(proposal);
  }
}
