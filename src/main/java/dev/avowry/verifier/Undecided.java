package dev.avowry.verifier;

import java.time.Instant;

/** Neither yes nor no could be established. It never leaves the package and never becomes a yes. */
final class Undecided extends Exception {
  private static final long serialVersionUID = 1L;

  private final Instant since;

  /**
   * @param since the last instant at which it could have been decided; the epoch for never
   */
  Undecided(Instant since, String detail) {
    super(detail, null, false, false);
    this.since = since;
  }

  Instant since() {
    return since;
  }
}
