package dev.avowry.vouching;

/**
 * How a round went.
 *
 * @param good for how many the provider vouched
 * @param refused how many it refused
 * @param unclear about how many it said nothing that could be used
 */
public record Tally(long good, long refused, long unclear) {
  /** About how many it gave a clear answer. */
  long answered() {
    return good + refused;
  }
}
