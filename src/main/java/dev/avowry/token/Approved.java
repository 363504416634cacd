package dev.avowry.token;

/**
 * As what a grant was approved, for all of its scopes. It never changes.
 *
 * @param approval whose word was given
 * @param strong whether everybody who gave it had just proven who they are, by two factors
 */
public record Approved(Approval approval, boolean strong) {
  /** By nobody but the human whose authority it is. */
  public static final Approved BY_NOBODY_ELSE = new Approved(Approval.NONE, false);
}
