package dev.avowry.vault;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What is wrong with a secret, as an agent met it. No words of the agent's own: they could be the
 * secret itself.
 */
public enum Fault {
  /** It was refused. */
  REJECTED,
  /** It was said to be over. */
  EXPIRED,
  /** The account that it opens is locked. */
  LOCKED,
  /** It is known to somebody who should not know it. */
  LEAKED,
  OTHER;

  /** The fault with this code. */
  public static Optional<Fault> named(String code) {
    return Arrays.stream(values()).filter(fault -> fault.code().equals(code)).findFirst();
  }

  /** The code on the wire and in the database. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
