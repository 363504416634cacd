package dev.avowry.ledger;

/**
 * A stretch of the ledger by the rows' places in the tree.
 *
 * @param after the place before the first; -1 for the beginning
 * @param before the place behind the last; {@link Long#MAX_VALUE} for the end
 * @param newestFirst whether the highest place comes first
 * @param limit how many rows at the most
 */
public record Span(long after, long before, boolean newestFirst, int limit) {
  /** Before the first row of all. */
  public static final long BEGINNING = -1;

  /** Behind the last row, whichever that is. */
  public static final long END = Long.MAX_VALUE;

  /** From there on, oldest first. */
  public static Span after(long index, int limit) {
    return new Span(index, END, false, limit);
  }
}
