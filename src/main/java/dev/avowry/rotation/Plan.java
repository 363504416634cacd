package dev.avowry.rotation;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.time.Duration;
import java.util.Optional;

/**
 * What somebody who keeps a secret wants done with it.
 *
 * @param every how long after it was replaced it is replaced again; empty when on its day alone
 * @param afterRevocation whether as well when somebody knows it whose authority was revoked
 */
public record Plan(Method method, Optional<Duration> every, boolean afterRevocation) {
  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(730);

  public Plan {
    boolean fits =
        every.map(it -> it.compareTo(SHORTEST) >= 0 && it.compareTo(LONGEST) <= 0).orElse(true);
    if (!fits) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST,
          "every must be from %d to %d seconds"
              .formatted(SHORTEST.toSeconds(), LONGEST.toSeconds()));
    }
  }
}
