package dev.avowry.audit.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import java.util.Optional;

/**
 * A whole number in the query, with one spelling.
 *
 * @param name of the parameter
 * @param value as it came
 */
record QueryNumber(String name, Optional<String> value) {
  /** The number; refused if there is none, or something else. */
  long required() {
    return value.map(this::read).orElseThrow(() -> invalid(name + " is needed"));
  }

  /** The number, or what stands for its absence. */
  long orElse(long absent) {
    return value.map(this::read).orElse(absent);
  }

  /** The same, refused outside of these bounds. */
  int within(int least, int most, int absent) {
    long number = orElse(absent);
    if (number < least || number > most) {
      throw invalid("%s must be a number from %d to %d".formatted(name, least, most));
    }
    return (int) number;
  }

  private long read(String text) {
    if (!text.matches("0|[1-9][0-9]{0,17}")) {
      throw invalid(name + " must be a whole number");
    }
    return Long.parseLong(text);
  }

  private static Refused invalid(String detail) {
    return Refusal.refused(Reason.INVALID_REQUEST, detail);
  }
}
