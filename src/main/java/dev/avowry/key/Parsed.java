package dev.avowry.key;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.util.Optional;

/** What became of a text that should be a JWT: one that can be read, or why it cannot. */
public sealed interface Parsed permits CompactJwt, Parsed.Malformed {
  /** The JWT, if it could be read. */
  default Optional<CompactJwt> jwt() {
    return this instanceof CompactJwt jwt ? Optional.of(jwt) : Optional.empty();
  }

  /** The JWT, or a refusal for the given reason that says what is malformed. */
  default CompactJwt orRefuse(Reason reason) {
    return switch (this) {
      case CompactJwt jwt -> jwt;
      case Malformed(String why) -> throw Refusal.refused(reason, why);
    };
  }

  /**
   * It is not a JWT as Avowry reads them.
   *
   * @param why a sentence that repeats nothing of the text
   */
  record Malformed(String why) implements Parsed {}
}
