package dev.avowry.web.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.util.Optional;

/** Parameters of a query that say yes or no. */
public final class Flag {
  private Flag() {}

  /** Whether it says yes; no when it is absent. What is neither is refused by its name. */
  public static boolean of(String name, Optional<String> text) {
    return switch (text.orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw Refusal.refused(Reason.INVALID_REQUEST, name + " must be true or false");
    };
  }
}
