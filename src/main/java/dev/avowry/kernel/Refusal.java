package dev.avowry.kernel;

/**
 * A deliberate no. Rendered in one place per protocol; carries no secret and is no oracle.
 *
 * @param reason which no it is
 * @param detail a sentence that helps whoever asked: lower case, what was being done
 */
public record Refusal(Reason reason, String detail) {
  /** The refusal as something to throw or to fail a {@code Uni} with. */
  public Refused refused() {
    return new Refused(this);
  }

  /** Shorthand for a refusal that is thrown on the spot. */
  public static Refused refused(Reason reason, String detail) {
    return new Refused(new Refusal(reason, detail));
  }
}
