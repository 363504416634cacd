package dev.avowry.kernel;

/** Carries a {@link Refusal} to where it is rendered. Has no stack trace: nothing went wrong. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Refusal refusal;

  Refused(Refusal refusal) {
    super(refusal.reason().code() + ": " + refusal.detail(), null, false, false);
    this.refusal = refusal;
  }

  /** What was refused and why. */
  public Refusal refusal() {
    return refusal;
  }
}
