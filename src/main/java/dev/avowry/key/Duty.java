package dev.avowry.key;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a key of Avowry's signs, and by which algorithm: for each duty exactly one key is active,
 * and a key never has another duty than the one that it was made for.
 *
 * <p>So a security event that somebody holds is signed by no key that ever signed a token, and a
 * reader that confuses the two finds no signature that verifies; RFC 8725 §3.8.
 */
public enum Duty {
  TOKENS_ES256(Purpose.TOKENS, Algorithm.ES256),
  TOKENS_EDDSA(Purpose.TOKENS, Algorithm.EDDSA),
  TOKENS_PS256(Purpose.TOKENS, Algorithm.PS256),
  TOKENS_RS256(Purpose.TOKENS, Algorithm.RS256),
  /** Security event tokens: the CAEP interoperability profile has them signed by RS256 alone. */
  EVENTS_RS256(Purpose.EVENTS, Algorithm.RS256),
  /** Every library of SPIFFE knows it; SPIFFE-JWT-SVID §2.1. */
  SVIDS_ES256(Purpose.SVIDS, Algorithm.ES256),
  CERTIFICATES_ES256(Purpose.CERTIFICATES, Algorithm.ES256);

  private final Purpose purpose;
  private final Algorithm algorithm;

  Duty(Purpose purpose, Algorithm algorithm) {
    this.purpose = purpose;
    this.algorithm = algorithm;
  }

  /** What is signed. */
  public enum Purpose {
    /** Access tokens, and the lists by which they are judged. */
    TOKENS,
    /** Security event tokens, RFC 8417. */
    EVENTS,
    /** JWT-SVIDs, which are for others. */
    SVIDS,
    /** Certificates of agents, RFC 5280. */
    CERTIFICATES;

    /** Whether it is for readers of the trust domain's bundle, and not of the JWKS. */
    boolean isOfTheTrustDomain() {
      return this == SVIDS || this == CERTIFICATES;
    }

    /** The code on the wire and in the database. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Reads exactly what {@link #code} writes. */
    public static Optional<Purpose> named(String code) {
      return Arrays.stream(values()).filter(each -> each.code().equals(code)).findFirst();
    }
  }

  /** The duty of signing so for that purpose; empty where there is none. */
  public static Optional<Duty> of(Purpose purpose, Algorithm algorithm) {
    return Arrays.stream(values())
        .filter(duty -> duty.purpose == purpose && duty.algorithm == algorithm)
        .findFirst();
  }

  /** Every duty that keys are kept for; those of a trust domain only where there is one. */
  static Set<Duty> all(boolean hasTrustDomain) {
    return Arrays.stream(values())
        .filter(duty -> hasTrustDomain || !duty.purpose.isOfTheTrustDomain())
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Duty.class)));
  }

  /** The duty of signing tokens so. */
  public static Duty tokens(Algorithm algorithm) {
    return of(Purpose.TOKENS, algorithm).orElseThrow();
  }

  /** What is signed. */
  public Purpose purpose() {
    return purpose;
  }

  /** By which algorithm. */
  public Algorithm algorithm() {
    return algorithm;
  }

  /** Words for people: the algorithm, and the purpose where it is not the usual one. */
  @Override
  public String toString() {
    return purpose == Purpose.TOKENS ? algorithm.toString() : algorithm + " for " + purpose.code();
  }
}
