package dev.avowry.verifier;

/** A deliberate no. It never leaves the package: the caller gets it as data. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final String detail;

  /**
   * @param detail lower case, says what was wrong, repeats nothing that an attacker wrote
   */
  Refusal(Reason reason, String detail) {
    // Without a stack trace: whoever sends bad tokens shall not make us walk stacks.
    super(detail, null, false, false);
    this.reason = reason;
    this.detail = detail;
  }

  Reason reason() {
    return reason;
  }

  String detail() {
    return detail;
  }
}
