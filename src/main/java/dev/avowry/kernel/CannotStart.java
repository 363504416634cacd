package dev.avowry.kernel;

import java.util.Objects;

/**
 * Stops the start, or the one task that was asked for. The message is one sentence for the
 * operator: what stands in the way, and what to do about it.
 */
public final class CannotStart extends IllegalStateException {
  private static final long serialVersionUID = 1;

  public CannotStart(String sentence) {
    super(sentence);
  }

  public CannotStart(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  /** For settings: nonsense is found by the start and not by a request. */
  public static void unless(boolean holds, String sentence) {
    if (!holds) {
      throw new CannotStart(sentence);
    }
  }
}
