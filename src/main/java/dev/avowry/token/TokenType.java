package dev.avowry.token;

/** How an access token is to be presented, RFC 6749 §7.1. */
public enum TokenType {
  /** By anybody who has it, RFC 6750. */
  BEARER("Bearer"),
  /** With a proof that the key is held that it is bound to, RFC 9449 §7. */
  DPOP("DPoP");

  private final String scheme;

  TokenType(String scheme) {
    this.scheme = scheme;
  }

  /** The {@code token_type}, which is also the scheme of the header {@code Authorization}. */
  public String scheme() {
    return scheme;
  }
}
