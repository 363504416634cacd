package dev.avowry.model;

/** What must come of a request. */
public sealed interface Verdict {
  /** It must be refused. */
  record Refuse(Invariant by, String why) implements Verdict {}

  /** It must be granted. */
  record Grant() implements Verdict {}

  /** It may be either: an order was under way at the same time. */
  record Either() implements Verdict {}
}
