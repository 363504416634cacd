package dev.avowry.console.http;

import dev.avowry.audit.NoteKey;
import dev.avowry.audit.Proofs;
import dev.avowry.ledger.Hash;
import dev.avowry.ledger.PlacedEvent;
import java.util.List;

/**
 * A row, the way to the root, and who signed that.
 *
 * @param line the row as it stands in the database, of which the leaf is the hash
 * @param path from the leaf's neighbour upwards, in base64
 * @param note the checkpoint, C2SP signed-note
 * @param keys by which notes are verified, C2SP signed-note
 */
public record RowProof(
    long index, long size, String line, List<String> path, String note, List<String> keys) {
  static RowProof of(PlacedEvent row, Proofs.Included included, String note, List<NoteKey> keys) {
    return new RowProof(
        row.index(),
        included.proof().size(),
        row.line().text(),
        included.proof().path().stream().map(Hash::toString).toList(),
        note,
        keys.stream().map(NoteKey::toString).toList());
  }
}
