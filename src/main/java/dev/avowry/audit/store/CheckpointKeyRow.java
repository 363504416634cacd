package dev.avowry.audit.store;

import dev.avowry.audit.NoteKey;
import dev.avowry.audit.StoredKey;
import dev.avowry.key.Sealed;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code checkpoint_key}. */
@Entity
@Table(name = "checkpoint_key")
class CheckpointKeyRow {
  @Id String name = "";

  @Column(name = "verifier_key")
  String verifierKey = "";

  byte[] sealed = {};

  @Column(name = "made_at")
  Instant madeAt = Instant.EPOCH;

  StoredKey toKey() {
    NoteKey key =
        NoteKey.parse(verifierKey)
            .orElseThrow(() -> new IllegalStateException("a checkpoint key is stored malformed"));
    return new StoredKey(key, Sealed.of(sealed), madeAt);
  }
}
