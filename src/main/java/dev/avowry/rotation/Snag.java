package dev.avowry.rotation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What kept a secret from being replaced. No words of the far side: they could be the secret. */
public enum Snag {
  /** Nobody is there, it is nowhere that may be connected to, or somebody else's certificate is. */
  UNREACHABLE,
  /** Neither the present password nor the next one is taken. */
  REJECTED,
  /** The far side knows us, and does not do it. */
  REFUSED,
  /** The secret does not say where it is used, or says it wrongly. */
  UNFIT,
  /** A webhook has not answered with a version, nor made one. */
  UNANSWERED,
  /** Something is wrong at this side; the log says more. */
  FAILED;

  /** Whether trying again could help. */
  boolean mayPass() {
    return switch (this) {
      case UNREACHABLE, UNANSWERED, FAILED -> true;
      case REJECTED, REFUSED, UNFIT -> false;
    };
  }

  /** The snag with this code. */
  public static Optional<Snag> named(String code) {
    return Arrays.stream(values()).filter(snag -> snag.code().equals(code)).findFirst();
  }

  /** The code on the wire and in the database. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
