package dev.avowry.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a node may at most hold or hand on. A child's ceiling is inside its parent's, always.
 *
 * @param scopes what tokens below may carry
 * @param resources which resource servers tokens below may be for
 * @param maxTtl the longest lifetime of a token, in whole seconds
 * @param maxDepth how many levels of nodes there may be below
 * @param maxChildren how many direct children there may ever be
 * @param authorizationDetails what tokens below may carry in particular, RFC 9396
 */
public record Ceiling(
    Extent scopes,
    Extent resources,
    Duration maxTtl,
    int maxDepth,
    int maxChildren,
    DetailExtent authorizationDetails) {
  /** The longest lifetime of any access token: what bounds the revocation list. */
  public static final Duration LONGEST_TTL = Duration.ofMinutes(15);

  /** Deeper chains than this are a mistake or an attack; a path stays small enough for a header. */
  public static final int DEEPEST = 16;

  /** Direct children of one node at the most. */
  public static final int WIDEST = 10_000_000;

  /** What nobody does anything with. */
  static final Ceiling NOTHING =
      new Ceiling(Extent.only(Set.of()), Extent.only(Set.of()), Duration.ofSeconds(1), 0, 0);

  /**
   * How far a verifier's clock may be off before the list forgets an entry too early. The longest
   * skew that a verifier may allow.
   */
  private static final Duration SKEW = Duration.ofSeconds(60);

  /** One that allows no authorization details. */
  public Ceiling(Extent scopes, Extent resources, Duration maxTtl, int maxDepth, int maxChildren) {
    this(scopes, resources, maxTtl, maxDepth, maxChildren, DetailExtent.none());
  }

  /** When whatever was issued until then has expired, by the slowest clock that counts. */
  public static Instant overFor(Instant issuedUntil) {
    return issuedUntil.plus(LONGEST_TTL).plus(SKEW);
  }

  /** What a sponsor holds unless a narrower ceiling is given. */
  public static Ceiling ofSponsor() {
    return new Ceiling(
        Extent.any(), Extent.any(), LONGEST_TTL, DEEPEST, WIDEST, DetailExtent.any());
  }

  /**
   * Why a child may not have this ceiling below the given one, in a sentence; empty when it may.
   */
  public Optional<String> excessOver(Ceiling parent) {
    if (!scopes.isWithin(parent.scopes)) {
      return Optional.of("a scope is not within the ceiling above");
    }
    if (!resources.isWithin(parent.resources)) {
      return Optional.of("a resource is not within the ceiling above");
    }
    if (!authorizationDetails.isWithin(parent.authorizationDetails)) {
      return Optional.of("an authorization detail is not within the ceiling above");
    }
    if (maxTtl.compareTo(parent.maxTtl) > 0) {
      return Optional.of(
          "max_ttl is longer than the ceiling above allows: " + parent.maxTtl.toSeconds());
    }
    if (parent.maxDepth < 1) {
      return Optional.of("the ceiling above allows no further level below it");
    }
    if (maxDepth >= parent.maxDepth) {
      return Optional.of(
          "max_depth must be smaller than that of the ceiling above: " + parent.maxDepth);
    }
    if (maxChildren > parent.maxChildren) {
      return Optional.of(
          "max_children is larger than the ceiling above allows: " + parent.maxChildren);
    }
    return Optional.empty();
  }

  /** Whether it allows nothing that the other does not. */
  public boolean isWithin(Ceiling other) {
    return scopes.isWithin(other.scopes)
        && resources.isWithin(other.resources)
        && authorizationDetails.isWithin(other.authorizationDetails)
        && maxTtl.compareTo(other.maxTtl) <= 0
        && maxDepth <= other.maxDepth
        && maxChildren <= other.maxChildren;
  }

  /** What is left for a child that asks for no ceiling of its own: all of this, one level down. */
  public Ceiling below() {
    return new Ceiling(
        scopes, resources, maxTtl, Math.max(0, maxDepth - 1), maxChildren, authorizationDetails);
  }

  /** The least that allows what either does. */
  public Ceiling join(Ceiling other) {
    return new Ceiling(
        scopes.join(other.scopes),
        resources.join(other.resources),
        maxTtl.compareTo(other.maxTtl) >= 0 ? maxTtl : other.maxTtl,
        Math.max(maxDepth, other.maxDepth),
        Math.max(maxChildren, other.maxChildren),
        authorizationDetails.join(other.authorizationDetails));
  }

  /** What both allow. */
  public Ceiling meet(Ceiling other) {
    return new Ceiling(
        scopes.meet(other.scopes),
        resources.meet(other.resources),
        maxTtl.compareTo(other.maxTtl) <= 0 ? maxTtl : other.maxTtl,
        Math.min(maxDepth, other.maxDepth),
        Math.min(maxChildren, other.maxChildren),
        authorizationDetails.meet(other.authorizationDetails));
  }
}
