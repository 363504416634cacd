package dev.avowry.sponsorship;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** By what Avowry learned that a human is gone. */
public enum DepartureCause {
  /** An administrator said so. */
  ADMINISTRATOR,
  /** The directory made them inactive, RFC 7643 §4.1.1. */
  SCIM_INACTIVE,
  /** The directory removed them, RFC 7644 §3.6. */
  SCIM_DELETED,
  /** A signal that their account was disabled or purged, RISC 1.0 §2. */
  RISC_ACCOUNT,
  /** Their provider revoked all that they hold. */
  GLOBAL_TOKEN_REVOCATION,
  /** Their provider does not let them in any more. */
  SIGN_IN_REFUSED;

  /**
   * Whether it counts for more: whoever said the other does not bring back whom this one sent away.
   */
  boolean outweighs(DepartureCause other) {
    return weight() > other.weight();
  }

  /**
   * Whether nobody has said so, and Avowry only concludes it. A conclusion stops what somebody
   * answers for, and gives none of it away: it may be wrong, and what ended for want of a taker
   * does not come back.
   */
  boolean isConclusion() {
    return weight() == 0;
  }

  /** A human's word, what systems say of a human, and what one only concludes. */
  private int weight() {
    return switch (this) {
      case ADMINISTRATOR -> 2;
      case SCIM_INACTIVE, SCIM_DELETED, RISC_ACCOUNT, GLOBAL_TOKEN_REVOCATION -> 1;
      case SIGN_IN_REFUSED -> 0;
    };
  }

  /** The code as stored, and on the wire. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads exactly what {@link #code} writes. */
  public static Optional<DepartureCause> named(String code) {
    return Arrays.stream(values()).filter(cause -> cause.code().equals(code)).findFirst();
  }
}
