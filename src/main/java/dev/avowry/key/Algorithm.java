package dev.avowry.key;

import java.util.Arrays;
import java.util.Optional;

/** The signature algorithms that Avowry speaks, all asymmetric; RFC 7518 §3.1 and RFC 8037 §3.1. */
public enum Algorithm {
  ES256("ES256"),
  EDDSA("EdDSA"),
  PS256("PS256"),
  /** For readers that know nothing newer; RFC 8725 §3.2 advises against it. */
  RS256("RS256");

  private final String joseName;

  Algorithm(String joseName) {
    this.joseName = joseName;
  }

  /** The {@code alg} value. */
  public String joseName() {
    return joseName;
  }

  /**
   * The algorithm of that {@code alg}, spelled exactly so; {@code none} and HMACs are not known.
   */
  public static Optional<Algorithm> named(String joseName) {
    return Arrays.stream(values()).filter(each -> each.joseName.equals(joseName)).findFirst();
  }

  boolean isRsa() {
    return this == PS256 || this == RS256;
  }

  @Override
  public String toString() {
    return joseName;
  }
}
