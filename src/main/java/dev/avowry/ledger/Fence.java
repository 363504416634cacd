package dev.avowry.ledger;

/**
 * The highest sequence number of a revocation entry that a transaction saw. Total over all replicas
 * of one database, so that the order of a mint and a revocation is never a matter of clocks.
 *
 * @param seq 0 before the first entry
 */
public record Fence(long seq) implements Comparable<Fence> {
  /** Before any entry. */
  public static final Fence NONE = new Fence(0);

  @Override
  public int compareTo(Fence other) {
    return Long.compare(seq, other.seq);
  }
}
