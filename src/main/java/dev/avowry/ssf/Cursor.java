package dev.avowry.ssf;

/**
 * Up to where the ledger was followed.
 *
 * @param after the last place in the tree that was looked at; -1 before the first
 * @param seq the highest entry whose row was found up to there
 * @param streams how many streams there are
 */
public record Cursor(long after, long seq, long streams) {
  /** The same, farther on. */
  Cursor at(long place, long highest) {
    return new Cursor(Math.max(after, place), Math.max(seq, highest), streams);
  }
}
