package dev.avowry.agent;

import java.time.Duration;
import java.util.Optional;

/**
 * The ceiling that a new agent is to have. What is not asked for is given as far as the ceiling
 * above allows; scopes, resources and authorization details are never given unasked.
 */
public record AskedCeiling(
    Extent scopes,
    Extent resources,
    Optional<Duration> maxTtl,
    Optional<Integer> maxDepth,
    Optional<Integer> maxChildren,
    DetailExtent authorizationDetails) {
  private static final Duration USUAL_TTL = Duration.ofMinutes(5);
  private static final int USUAL_DEPTH = 4;
  private static final int USUAL_CHILDREN = 100;

  /** One that asks for no authorization details. */
  public AskedCeiling(
      Extent scopes,
      Extent resources,
      Optional<Duration> maxTtl,
      Optional<Integer> maxDepth,
      Optional<Integer> maxChildren) {
    this(scopes, resources, maxTtl, maxDepth, maxChildren, DetailExtent.none());
  }

  /** The ceiling as asked for, usual values in place of absent ones. */
  Ceiling below(Ceiling above) {
    return new Ceiling(
        scopes,
        resources,
        maxTtl.orElse(USUAL_TTL.compareTo(above.maxTtl()) < 0 ? USUAL_TTL : above.maxTtl()),
        maxDepth.orElse(Math.min(USUAL_DEPTH, above.below().maxDepth())),
        maxChildren.orElse(Math.min(USUAL_CHILDREN, above.maxChildren())),
        authorizationDetails);
  }
}
