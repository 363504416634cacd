package dev.avowry.sign;

import dev.avowry.key.Algorithm;
import java.util.Optional;

/**
 * What is to be signed as a JWS.
 *
 * @param payload whatever it is
 * @param form how it goes with the signature
 * @param contentType {@code cty}, RFC 7515 §4.1.10
 * @param algorithm by which
 */
public record JwsWish(
    Payload payload, Form form, Optional<String> contentType, Algorithm algorithm) {
  /** How a payload goes with its signature. */
  public enum Form {
    /** In the JWS, RFC 7515 §7.1. */
    WHOLE,
    /** By itself, RFC 7515 appendix F. */
    DETACHED,
    /** By itself, and signed without being encoded first, RFC 7797. */
    DETACHED_AS_IT_IS
  }
}
