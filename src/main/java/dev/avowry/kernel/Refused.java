package dev.avowry.kernel;

/** Carries a {@link Refusal} to where it is rendered. Has no stack trace: nothing went wrong. */
public class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Refusal refusal;

  /** For a refusal that has to carry more; others are made by {@link Refusal#refused}. */
  protected Refused(Refusal refusal) {
    super(refusal.reason().code() + ": " + refusal.detail(), null, false, false);
    this.refusal = refusal;
  }

  /** What was refused and why. */
  public final Refusal refusal() {
    return refusal;
  }
}
