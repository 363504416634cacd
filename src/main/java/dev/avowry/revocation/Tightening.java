package dev.avowry.revocation;

import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Extent;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.time.Duration;
import java.util.Optional;

/** How far a node's ceiling is to come down. What is absent stays as it is. */
public record Tightening(
    Optional<Extent> scopes,
    Optional<Extent> resources,
    Optional<Duration> maxTtl,
    Optional<Integer> maxDepth,
    Optional<Integer> maxChildren) {
  public Tightening {
    if (scopes.isEmpty()
        && resources.isEmpty()
        && maxTtl.isEmpty()
        && maxDepth.isEmpty()
        && maxChildren.isEmpty()) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST, "ceiling must say what is to come down: none of it is there");
    }
  }

  /**
   * The ceiling in place of the old one. Refused with {@link Reason#CEILING_EXCEEDED} where it
   * would allow what the old one does not: this door takes authority and adds none.
   */
  Ceiling of(Ceiling old) {
    Ceiling asked =
        new Ceiling(
            scopes.orElse(old.scopes()),
            resources.orElse(old.resources()),
            maxTtl.orElse(old.maxTtl()),
            maxDepth.orElse(old.maxDepth()),
            maxChildren.orElse(old.maxChildren()));
    if (!asked.isWithin(old)) {
      throw Refusal.refused(
          Reason.CEILING_EXCEEDED, "a ceiling can only come down, and part of this one is above");
    }
    return asked;
  }
}
