package dev.avowry.access;

import java.time.Instant;
import java.util.Optional;

/**
 * What is left of a ceiling.
 *
 * @param depth how many levels there may be below
 * @param children how many direct children may still be made
 * @param expiresAt when the agent, or something above it, ends
 */
public record Left(int depth, int children, Optional<Instant> expiresAt) {
  /** Why nothing can be made below; empty when something can. */
  Optional<String> whyNoChild() {
    if (depth < 1) {
      return Optional.of("the ceiling leaves no level below");
    }
    return children < 1 ? Optional.of("the ceiling leaves no further children") : Optional.empty();
  }
}
