package dev.avowry.agent;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What keeps a node suspended. A node is suspended as long as anything does: whoever lifts one of
 * them gives nothing back while another stands, so that no two reasons swallow each other.
 */
public enum Halt {
  /** Somebody ordered it; an order gives it back. */
  ORDER,
  /** The human has left. */
  LEFT,
  /** The human has not said yet that they answer. */
  UNACCEPTED,
  /** The sponsorship was not renewed in time. */
  LAPSED,
  /** It goes from one sponsor to another, or should have. */
  HAND_OVER;

  /** The code as stored, and on the wire. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads exactly what {@link #code} writes. */
  public static Optional<Halt> named(String code) {
    return Arrays.stream(values()).filter(halt -> halt.code().equals(code)).findFirst();
  }
}
