package dev.avowry.vault;

import dev.avowry.kernel.Refused;
import java.util.Optional;

/**
 * What somebody wants of a secret: plain, asked once they are known to be allowed it. May be asked
 * more than once before it is recorded.
 *
 * @param <T> what comes of it
 */
public interface Errand<T> {
  /** What access it takes. */
  Use use();

  /** Whether an access that is no wider than that is for it. */
  default boolean isWithin(Within within) {
    return !within.isForRequestsAlone();
  }

  /** What it is for, as the ledger has it: a word, the same for all errands of a kind. */
  String purpose();

  /** Which version; empty for the present one. */
  default Optional<Integer> version() {
    return Optional.empty();
  }

  /**
   * Checks that it is for secrets of that type.
   *
   * @throws Refused when it is not
   */
  void requireType(SecretType type);

  /**
   * What is recorded, and what comes of it when it is.
   *
   * @throws Refused when there is no way to do it
   */
  Deed<T> with(Opened secret);
}
