package dev.avowry.verifier;

/** Why a token or a revocation list is refused, for good: trying again does not help. */
public enum Reason {
  /** Not a JWS in compact form, not canonical, too large, or not strict JSON. */
  MALFORMED,
  /** The header has a {@code typ} of something else, or a member that is never honoured. */
  HEADER,
  /** The algorithm is unknown here, or not the one algorithm of the key. */
  ALGORITHM,
  /** The issuer's JWKS has no such key. */
  KEY,
  /** The signature is not by the key. */
  SIGNATURE,
  /** A claim is missing, has the wrong type or contradicts another. */
  CLAIM,
  /** {@code iss} is another. */
  ISSUER,
  /** {@code aud} does not name the audience. */
  AUDIENCE,
  /** A required scope is not there; RFC 6750 §3.1 answers {@code insufficient_scope}. */
  SCOPE,
  /**
   * {@code cnf} binds the token to a key (RFC 7800 §3.1), and there is no proof; to take it as a
   * bearer token unbinds it. Or there is a proof, and the token is not bound.
   */
  BINDING,
  /** The proof that the key is held is not in order; RFC 9449 §7.1, {@code invalid_dpop_proof}. */
  PROOF,
  /** {@code exp} has passed. */
  EXPIRED,
  /** {@code iat} or {@code nbf} lies in the future. */
  NOT_YET,
  /** The token is older than what the revocation list remembers, so nothing proves it alive. */
  OUTLIVED,
  /** The list is older than the one that is held. */
  ROLLBACK,
  /**
   * The list is not whole: a sequence number is absent, doubled, out of order or forgotten early.
   */
  INCOMPLETE,
  /** The list gives a sequence number to another id than the list that is held. */
  FORKED
}
