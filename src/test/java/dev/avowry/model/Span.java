package dev.avowry.model;

/**
 * From when to when something was under way, by a clock that counts beginnings and ends. Of two
 * spans that overlap nobody outside can say which took effect first.
 */
public record Span(long from, long to) {
  /** Whether it was over when the other began. */
  public boolean before(Span other) {
    return to < other.from;
  }
}
