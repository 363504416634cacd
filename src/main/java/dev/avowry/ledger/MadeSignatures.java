package dev.avowry.ledger;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * What was signed for agents, as it was committed: whoever asks right after a signature finds its
 * row, though it has no place in the tree yet.
 */
public interface MadeSignatures {
  /**
   * The row of a signature; empty when there is none, so that it was never made here.
   *
   * @param digest of what was signed, as the row has it for a target
   */
  Uni<Optional<EventLine>> find(String digest);
}
