package dev.avowry.audit;

import dev.avowry.ledger.Hash;
import dev.avowry.ledger.TreeHead;
import java.util.Optional;

/**
 * Says of one log which tree it was, in three lines: C2SP tlog-checkpoint. Ours has no extension
 * lines, and one that has is not read.
 *
 * @param origin names the log: the issuer without its scheme, and where the API has the tree
 * @param head the tree
 */
public record Checkpoint(String origin, TreeHead head) {
  private static final int LINES = 3;

  /** The origin of an issuer's log. */
  static String originOf(String issuer) {
    return issuer.substring(issuer.indexOf("://") + 3) + "/v1/audit";
  }

  /** What this text says; empty if it is not a checkpoint or is written in another way. */
  static Optional<Checkpoint> parse(String text) {
    String[] lines = text.split("\n", -1);
    if (lines.length != LINES + 1 || lines[0].isEmpty() || !lines[1].matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    long size = Long.parseLong(lines[1]);
    return Hash.parse(lines[2])
        .map(root -> new Checkpoint(lines[0], new TreeHead(size, root)))
        .filter(checkpoint -> checkpoint.text().equals(text));
  }

  /** The text of the note. */
  String text() {
    return "%s\n%d\n%s\n".formatted(origin, head.size(), head.root());
  }
}
