package dev.avowry.revocation;

import dev.avowry.agent.Ceiling;
import dev.avowry.agent.DetailExtent;
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
    Optional<Integer> maxChildren,
    Optional<DetailExtent> authorizationDetails) {
  public Tightening {
    if (scopes.isEmpty()
        && resources.isEmpty()
        && maxTtl.isEmpty()
        && maxDepth.isEmpty()
        && maxChildren.isEmpty()
        && authorizationDetails.isEmpty()) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST, "ceiling must say what is to come down: none of it is there");
    }
  }

  /** To a whole ceiling. */
  public static Tightening to(Ceiling ceiling) {
    return new Tightening(
        Optional.of(ceiling.scopes()),
        Optional.of(ceiling.resources()),
        Optional.of(ceiling.maxTtl()),
        Optional.of(ceiling.maxDepth()),
        Optional.of(ceiling.maxChildren()),
        Optional.of(ceiling.authorizationDetails()));
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
            maxChildren.orElse(old.maxChildren()),
            authorizationDetails.orElse(old.authorizationDetails()));
    if (!asked.isWithin(old)) {
      throw Refusal.refused(
          Reason.CEILING_EXCEEDED, "a ceiling can only come down, and part of this one is above");
    }
    return asked;
  }
}
