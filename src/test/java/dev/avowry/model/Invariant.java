package dev.avowry.model;

import java.util.function.Supplier;

/** What holds whatever comes in between, and on however many replicas. */
public enum Invariant {
  I1("a child's scopes, resources, lifetime and depth are inside those of all above it"),
  I2("a token never expires after the one that it was exchanged from"),
  I3("the chain of actors is made of facts, current actor outermost, and never dropped"),
  I4("every grant passes one gate: all that it rests on is alive at commit"),
  I5("what was taken is minted nowhere, inactive everywhere, and in the list while it matters"),
  I6("what may be used once succeeds at most once, across all replicas"),
  I8("every change has its row in the ledger, and nothing unrecorded is answered with success"),
  I9("what could not be decided or carried out is refused"),
  I10("cut off from its database a replica mints nothing"),
  ALIVE("what no order has ended is granted and let in: nobody loses what was not taken");

  private final String sentence;

  Invariant(String sentence) {
    this.sentence = sentence;
  }

  /** Fails, naming the invariant, unless it holds. */
  public void requires(boolean holds, Supplier<String> what) {
    if (!holds) {
      throw new AssertionError("%s broken (%s): %s".formatted(this, sentence, what.get()));
    }
  }
}
