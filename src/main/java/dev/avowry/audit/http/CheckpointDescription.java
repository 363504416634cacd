package dev.avowry.audit.http;

import dev.avowry.audit.SignedCheckpoint;
import java.time.Instant;

/**
 * A checkpoint on the wire.
 *
 * @param at when it was signed; nothing signs the time
 * @param root in base64
 * @param note what {@code GET /v1/audit/checkpoint} gave while it was the latest
 */
public record CheckpointDescription(long size, Instant at, String root, String note) {
  static CheckpointDescription of(SignedCheckpoint checkpoint) {
    return new CheckpointDescription(
        checkpoint.head().size(),
        checkpoint.at(),
        checkpoint.head().root().toString(),
        checkpoint.note());
  }
}
