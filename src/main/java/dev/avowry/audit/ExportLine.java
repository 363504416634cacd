package dev.avowry.audit;

import dev.avowry.ledger.CanonicalJson;
import dev.avowry.ledger.Hash;
import dev.avowry.ledger.Hashing;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One line of an export.
 *
 * @param index which leaf it says it is
 * @param stated the leaf hash that it states
 * @param actual the leaf hash of the event that it has; empty if the ledger cannot have written
 *     that event
 */
record ExportLine(long index, Hash stated, Optional<Hash> actual) {
  private static final Set<String> MEMBERS = Set.of("index", "hash", "event");

  /** Reads {@code {"index":…,"hash":…,"event":{…}}}; empty if it is anything else. */
  static Optional<ExportLine> of(Map<String, Object> line, Hashing hashing) {
    boolean known = line.keySet().equals(MEMBERS);
    if (known
        && line.get("index") instanceof Long index
        && index >= 0
        && line.get("hash") instanceof String hash
        && line.get("event") instanceof Map<?, ?> event) {
      return Hash.parse(hash)
          .map(
              stated ->
                  new ExportLine(index, stated, CanonicalJson.bytes(event).map(hashing::leaf)));
    }
    return Optional.empty();
  }

  /** Whether the event is the one that the stated hash is of. */
  boolean agrees() {
    return actual.equals(Optional.of(stated));
  }
}
