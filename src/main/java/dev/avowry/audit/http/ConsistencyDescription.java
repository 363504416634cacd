package dev.avowry.audit.http;

import dev.avowry.audit.Proofs;
import dev.avowry.ledger.Hash;
import java.util.List;

/** A proof on the wire that one tree continues another; hashes in base64. */
public record ConsistencyDescription(
    long from, long to, String fromRoot, String toRoot, List<String> path) {
  public ConsistencyDescription {
    path = List.copyOf(path);
  }

  static ConsistencyDescription of(Proofs.Continued continued) {
    return new ConsistencyDescription(
        continued.proof().from(),
        continued.proof().to(),
        continued.older().toString(),
        continued.newer().toString(),
        continued.proof().path().stream().map(Hash::toString).toList());
  }
}
