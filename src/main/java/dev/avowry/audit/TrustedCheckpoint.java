package dev.avowry.audit;

import dev.avowry.ledger.TreeHead;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A checkpoint whose signatures were verified.
 *
 * @param checkpoint what it says
 * @param at when it was signed as the file says, which nothing signs
 * @param signers by whom, at least one
 */
public record TrustedCheckpoint(Checkpoint checkpoint, Optional<String> at, List<NoteKey> signers) {
  public TrustedCheckpoint {
    signers = List.copyOf(signers);
  }

  /** The tree that it is of. */
  public TreeHead head() {
    return checkpoint.head();
  }

  /** Size, root, time and signers in words. */
  String inWords() {
    return "size=%d root=%s time=%s signed by %s"
        .formatted(
            head().size(),
            head().root(),
            at.orElse("not stated"),
            signers.stream()
                .map(key -> key.name() + " (" + key.algorithm().wireName() + ")")
                .collect(Collectors.joining(", ")));
  }
}
