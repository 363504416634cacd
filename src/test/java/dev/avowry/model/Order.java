package dev.avowry.model;

/**
 * An order that was acknowledged.
 *
 * @param target the id that its entry names
 * @param seq of its entry; 0 when it has none, as a resumption
 * @param when from sending it to the acknowledgement
 */
public record Order(String target, Mode mode, long seq, Span when) {
  /** Whether nothing may be minted upon the target from then on. A class is only emptied. */
  boolean shuts() {
    boolean ofClass = target.contains(":") || target.equals("*");
    return mode == Mode.SUSPEND || (mode == Mode.REVOKE && !ofClass);
  }

  boolean opens() {
    return mode == Mode.RESUME;
  }

  /** The rule: it ends the tokens that name its target and whose minting had not seen it. */
  boolean ends(Token token) {
    return seq > token.fence() && token.ids().contains(target);
  }
}
