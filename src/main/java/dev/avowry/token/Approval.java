package dev.avowry.token;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whose word it takes that a scope is given; each is stricter than the one before. */
public enum Approval {
  /** Nobody's but that of whose authority it is. */
  NONE,
  /** That of a human who answers for the agent: its sponsor, or a co-sponsor. */
  SPONSOR,
  /** That of somebody who neither asks, nor answers for who asks, nor is whom it is for. */
  ANOTHER,
  /** That of two different humans, of whom one at the most answers for the agent. */
  TWO;

  /** The approval with this code. */
  public static Optional<Approval> named(String code) {
    return Arrays.stream(values()).filter(approval -> approval.code().equals(code)).findFirst();
  }

  /** The code on the wire and in the database. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is at least as strict as the other. */
  public boolean covers(Approval other) {
    return compareTo(other) >= 0;
  }
}
