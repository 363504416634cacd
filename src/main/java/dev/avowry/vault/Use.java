package dev.avowry.vault;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody may do with what is kept. Neither includes the other. */
public enum Use {
  /** Have it used on their behalf, without being told what it is. */
  USE,
  /** Be told what it is. */
  READ;

  /** The use with this code. */
  public static Optional<Use> named(String code) {
    return Arrays.stream(values()).filter(use -> use.code().equals(code)).findFirst();
  }

  /** The code on the wire and in the database. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
