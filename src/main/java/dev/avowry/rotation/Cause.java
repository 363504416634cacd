package dev.avowry.rotation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a secret is replaced. */
public enum Cause {
  /** Somebody who keeps it asked for that. */
  ASKED,
  /** Its day has come. */
  DUE,
  /** Somebody knows it whose authority was revoked. */
  REVOCATION;

  /** The cause with this code. */
  public static Optional<Cause> named(String code) {
    return Arrays.stream(values()).filter(cause -> cause.code().equals(code)).findFirst();
  }

  /** The code on the wire and in the database. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
