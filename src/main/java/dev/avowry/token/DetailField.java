package dev.avowry.token;

import dev.avowry.agent.Limit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a member of an authorization detail is narrowed, which is told from what it looks like. */
public enum DetailField {
  /** An array of strings: by leaving some out. */
  SET,
  /** A string: not at all. */
  EQUAL,
  /** A number: by a smaller one. */
  MAX;

  /** The code on the wire and in rows. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one with this code. */
  public static Optional<DetailField> named(String code) {
    return Arrays.stream(values()).filter(field -> field.code().equals(code)).findFirst();
  }

  /** Whether a limit is of this form. */
  boolean fits(Limit limit) {
    return switch (limit) {
      case Limit.OneOf any -> this == SET;
      case Limit.Exactly any -> this == EQUAL;
      case Limit.AtMost any -> this == MAX;
    };
  }
}
