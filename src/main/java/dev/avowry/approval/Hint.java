package dev.avowry.approval;

/** How a client says whom it means, CIBA Core §7.1. */
sealed interface Hint {
  /**
   * In words that Avowry knows people by.
   *
   * @param text a sponsor's id, or an e-mail address
   */
  record Login(String text) implements Hint {}

  /**
   * By an ID token of ours.
   *
   * @param text the JWT
   */
  record IdToken(String text) implements Hint {
    /** Shows no token. */
    @Override
    public String toString() {
      return "IdToken";
    }
  }
}
