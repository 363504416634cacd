package dev.avowry.vouching;

/**
 * A provider that refuses many at once is likelier to be at fault than they: a realm that was set
 * up anew, a client that was registered again, keys that were lost. Then nobody is sent away by it.
 */
final class Brake {
  /** In a small company two may leave on one day. */
  private static final long ALWAYS = 2;

  private static final int ALL = 100;

  private final int mostRefused;

  /**
   * One.
   *
   * @param mostRefused of a hundred who were answered for
   */
  Brake(int mostRefused) {
    this.mostRefused = mostRefused;
  }

  /** Whether what the round refused is not to be heeded. */
  boolean holds(Tally tally) {
    return tally.refused() > ALWAYS && tally.refused() * ALL > tally.answered() * mostRefused;
  }
}
