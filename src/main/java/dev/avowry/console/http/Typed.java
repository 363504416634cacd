package dev.avowry.console.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What humans type into the fields of forms. */
final class Typed {
  private Typed() {}

  /** Without the spaces around it; empty when there is nothing else. */
  static Optional<String> filled(String text) {
    return Optional.of(text.strip()).filter(it -> !it.isEmpty());
  }

  /** Parted by spaces, lines or commas. */
  static List<String> words(String text) {
    return Arrays.stream(text.strip().split("[\\s,]+", -1)).filter(it -> !it.isEmpty()).toList();
  }

  /** A number; empty when nothing was typed. What is none is refused by the field's name. */
  static Optional<Integer> number(String field, String text) {
    return filled(text)
        .map(
            digits -> {
              if (!digits.matches("[0-9]{1,9}")) {
                throw Refusal.refused(Reason.INVALID_REQUEST, field + " is not a number");
              }
              return Integer.valueOf(digits);
            });
  }
}
