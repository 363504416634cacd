package dev.avowry.ledger;

/** The way from a leaf to the root beside that of the last leaf: RFC 9162 §2.1.3.2, step 4. */
final class Climb {
  private long node;
  private long last;

  Climb(long node, long last) {
    this.node = node;
    this.last = last;
  }

  boolean isAtTop() {
    return last == 0;
  }

  /** Whether the next hash stands to the left: also where the last node has nobody beside it. */
  boolean isRightChild() {
    return isOdd() || node == last;
  }

  boolean isOdd() {
    return (node & 1) == 1;
  }

  /** Up to where the node has been joined with the next hash. */
  void up() {
    if (isRightChild()) {
      // A last node without a neighbour goes up unchanged until it has one.
      while (!isOdd() && node != 0) {
        halve();
      }
    }
    halve();
  }

  void halve() {
    node >>>= 1;
    last >>>= 1;
  }
}
