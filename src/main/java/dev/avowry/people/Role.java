package dev.avowry.people;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a human may do beyond looking after what they sponsor, which everybody may. What each allows
 * is for the permission table of package access.
 */
public enum Role {
  /** Everything that the table has a line for. */
  ADMIN,
  /** Stops and looks; makes nothing. */
  SECURITY,
  /** Reads everything, the record above all. */
  AUDITOR,
  /** Runs the service: keys, verifiers, resource servers. */
  OPERATOR;

  /** The role with this code. */
  public static Optional<Role> named(String code) {
    return Arrays.stream(values()).filter(role -> role.code().equals(code)).findFirst();
  }

  /** The code on the wire and in the database. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
