package dev.avowry.model;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** What may at most be held or handed on. */
public record Ceiling(Set<String> scopes, Set<String> resources, Duration longest, int depth) {
  public Ceiling {
    scopes = Set.copyOf(scopes);
    resources = Set.copyOf(resources);
  }

  /** What both allow. */
  public Ceiling meet(Ceiling other) {
    return new Ceiling(
        both(scopes, other.scopes),
        both(resources, other.resources),
        longest.compareTo(other.longest) < 0 ? longest : other.longest,
        Math.min(depth, other.depth));
  }

  /** What is left one level down. */
  public Ceiling below() {
    return new Ceiling(scopes, resources, longest, depth - 1);
  }

  private static Set<String> both(Set<String> some, Set<String> others) {
    Set<String> both = new HashSet<>(some);
    both.retainAll(others);
    return both;
  }
}
