package dev.avowry.console.http;

import dev.avowry.audit.CheckpointKeys;
import dev.avowry.audit.CheckpointStore;
import dev.avowry.audit.Proofs;
import dev.avowry.audit.SignedCheckpoint;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.PlacedEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Gathers what a browser needs to convince itself. It says nothing of whether the proof holds. */
@ApplicationScoped
class RowProofs {
  private final Proofs proofs;
  private final CheckpointStore checkpoints;
  private final CheckpointKeys keys;

  RowProofs(Proofs proofs, CheckpointStore checkpoints, CheckpointKeys keys) {
    this.proofs = proofs;
    this.checkpoints = checkpoints;
    this.keys = keys;
  }

  /** Refused as long as no checkpoint covers the row. */
  Uni<RowProof> of(PlacedEvent row) {
    return checkpoints
        .latest()
        .map(
            latest ->
                latest
                    .filter(checkpoint -> checkpoint.head().size() > row.index())
                    .orElseThrow(RowProofs::notYet))
        .chain(checkpoint -> of(row, checkpoint));
  }

  private Uni<RowProof> of(PlacedEvent row, SignedCheckpoint checkpoint) {
    long size = checkpoint.head().size();
    return proofs
        .inclusion(row.index(), size)
        .chain(
            included ->
                keys.all().map(known -> RowProof.of(row, included, checkpoint.note(), known)));
  }

  private static RuntimeException notYet() {
    return Refusal.refused(
        Reason.TEMPORARILY_UNAVAILABLE,
        "the row is so new that no checkpoint has been signed over it yet");
  }
}
