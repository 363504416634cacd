package dev.avowry.key;

/** Signs with one private key, which itself never leaves. Safe for use by many threads. */
public interface Signer {
  /** The id under which the JWKS has the public key. */
  String kid();

  /** The one algorithm. */
  Algorithm algorithm();

  /** Whether {@link #sign} may be called on an event loop; else it belongs on a worker. */
  boolean fast();

  /**
   * The signature over the bytes, as JWS has it: 64 bytes r and s for ES256 (RFC 7518 §3.4).
   *
   * @param signingInput header and payload, encoded and joined by a dot; RFC 7515 §5.1
   */
  byte[] sign(byte[] signingInput);
}
