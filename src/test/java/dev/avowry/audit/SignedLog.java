package dev.avowry.audit;

import dev.avowry.ledger.CanonicalJson;
import dev.avowry.ledger.Edge;
import dev.avowry.ledger.Hash;
import dev.avowry.ledger.Hashing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** A log with a key of its own, and the export of a ledger whose entries are numbered. */
public final class SignedLog {
  private final NoteSigner signer =
      NoteSigner.generate("id.example.org/v1/audit", NoteAlgorithm.ED25519);

  /** The key that verifies its checkpoints. */
  public NoteKey key() {
    return signer.key();
  }

  /** The checkpoint of the tree with these leaves. */
  public String note(List<Hash> leaves) {
    Checkpoint checkpoint =
        new Checkpoint(signer.key().name(), Edge.EMPTY.append(leaves).edge().head());
    return SignedNote.sign(checkpoint.text(), List.of(signer)).toString();
  }

  /** The leaf hashes of that many entries. */
  public static List<Hash> leaves(int count) {
    return LongStream.range(0, count).mapToObj(SignedLog::leaf).toList();
  }

  static Hash leaf(long entry) {
    Map<String, Object> event = Map.of("actor", "entry " + entry, "v", 1L);
    return new Hashing().leaf(CanonicalJson.bytes(event).orElseThrow());
  }

  /** The export of that many entries. */
  public static List<String> lines(int count) {
    return LongStream.range(0, count).mapToObj(i -> line(i, leaf(i), "entry " + i)).toList();
  }

  /** These entries, each with its own hash, under new indices from 0. */
  static List<String> numbered(List<Integer> entries) {
    List<String> lines = new ArrayList<>();
    for (int entry : entries) {
      lines.add(line(lines.size(), leaf(entry), "entry " + entry));
    }
    return lines;
  }

  static String line(long index, Hash hash, String actor) {
    return "{\"index\":%d,\"hash\":\"%s\",\"event\":{\"actor\":\"%s\",\"v\":1}}"
        .formatted(index, hash, actor);
  }
}
