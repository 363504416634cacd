package dev.avowry.ledger.store;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.ledger.Convoy;
import dev.avowry.ledger.EventLine;
import dev.avowry.ledger.Outcome;
import dev.avowry.ledger.Proposal;
import dev.avowry.ledger.Recorder;
import dev.avowry.ledger.Standstill;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;

/** The mint's record, by group commit on the pool that is minting's own. */
@ApplicationScoped
class PgRecorder implements Recorder {
  /** Transactions at once: while one waits for the disk, the next gathers and goes. */
  private static final int LANES = 2;

  /** A transaction costs as much as the rows of half a dozen mints. */
  private static final int WORTHWHILE = 32;

  private static final int LONGEST = 256;

  /** A few hundred milliseconds of mints; who would wait longer is better told to come back. */
  private static final int CAPACITY = 5_000;

  private final Standstill standstill;
  private final Convoy<Proposal, Outcome> convoy;

  PgRecorder(Standstill standstill, GroupCommit commits, Vertx vertx) {
    this.standstill = standstill;
    this.convoy = new Convoy<>(vertx, LANES, WORTHWHILE, LONGEST, CAPACITY, commits::commit);
  }

  @Override
  public Uni<Outcome> record(Proposal proposal) {
    proposal.events().forEach(EventLine::requireRecordable);
    return proposal.expiresAt().isPresent() && standstill.why().isPresent()
        ? Uni.createFrom().failure(stopped())
        : convoy.join(proposal);
  }

  /** What exactly is wrong is for the operator, who finds it in the log. */
  private static Refused stopped() {
    return Refusal.refused(
        Reason.TEMPORARILY_UNAVAILABLE, "no token is issued until an operator has looked");
  }
}
