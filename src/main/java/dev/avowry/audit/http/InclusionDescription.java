package dev.avowry.audit.http;

import dev.avowry.audit.Proofs;
import dev.avowry.ledger.Hash;
import java.util.List;

/**
 * A proof on the wire that a leaf is in a tree; hashes in base64.
 *
 * @param path from the leaf's neighbour upwards
 */
public record InclusionDescription(
    long index, long size, String leafHash, String root, List<String> path) {
  public InclusionDescription {
    path = List.copyOf(path);
  }

  static InclusionDescription of(Proofs.Included included) {
    return new InclusionDescription(
        included.proof().index(),
        included.proof().size(),
        included.leaf().toString(),
        included.root().toString(),
        included.proof().path().stream().map(Hash::toString).toList());
  }
}
