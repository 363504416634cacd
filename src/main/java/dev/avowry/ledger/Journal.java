package dev.avowry.ledger;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * What agents tell of themselves: many small events, which share transactions. None of them changes
 * anything, so that nobody else waits for them.
 */
public interface Journal {
  /**
   * Something to be told.
   *
   * @param event what happened
   * @param once by what it is known when it is told again; then it is not recorded again
   */
  record Note(Event event, Optional<SingleUse> once) {}

  /**
   * Records all of them that were not recorded before, and says how many those are. A failure means
   * that it is unknown whether they are.
   */
  Uni<Integer> enter(List<Note> notes);
}
