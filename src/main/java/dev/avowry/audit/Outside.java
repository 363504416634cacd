package dev.avowry.audit;

import java.util.Optional;

/** One copy, outside the database. Blocks: for a worker, or the main thread at the start. */
public interface Outside {
  /** What was kept last; empty when nothing ever was. */
  Optional<OutsideCopy> read() throws Unreadable;

  /** Keeps it in place of what was kept before: after a crash there is the one or the other. */
  void keep(OutsideCopy copy) throws Unreadable;
}
