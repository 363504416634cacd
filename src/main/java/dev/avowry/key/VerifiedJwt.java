package dev.avowry.key;

import java.util.Optional;

/**
 * A JWT whose signature was checked: whoever holds the key said this. Only {@link
 * CompactJwt#verify} makes one.
 *
 * <p>Nothing is said yet about its kind, its time, its audience or its liveness.
 */
public final class VerifiedJwt {
  private final Claims header;
  private final Claims claims;
  private final VerificationKey key;

  VerifiedJwt(Claims header, Claims claims, VerificationKey key) {
    this.header = header;
    this.claims = claims;
    this.key = key;
  }

  /** {@code typ}, by which each reader accepts exactly one kind of JWT; RFC 8725 §3.11. */
  public Optional<String> typ() {
    return header.text("typ");
  }

  /** The key that signed it. */
  public VerificationKey key() {
    return key;
  }

  /** What it says. */
  public Claims claims() {
    return claims;
  }

  /** Shows nothing: claims are personal. */
  @Override
  public String toString() {
    return "VerifiedJwt[" + key.kid() + "]";
  }
}
