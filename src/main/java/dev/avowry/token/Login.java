package dev.avowry.token;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a human was there when they consented, for the ID token that tells of it.
 *
 * @param at when they proved who they are, in whole seconds: {@code auth_time}; the epoch where
 *     nobody knows
 * @param methods by what, RFC 8176
 * @param nonce what the client wants to find in the first ID token again
 * @param inIdToken the claims about the human that were asked for in the ID token by name
 */
public record Login(
    Instant at, List<String> methods, Optional<String> nonce, Set<String> inIdToken) {
  public Login {
    methods = List.copyOf(methods);
    inIdToken = Set.copyOf(inIdToken);
  }

  /** Whether it is known when they proved it. */
  public boolean isDated() {
    return at.isAfter(Instant.EPOCH);
  }

  /** The same without what belongs to the first answer alone, OpenID Connect Core §12.2. */
  public Login again() {
    return new Login(at, methods, Optional.empty(), inIdToken);
  }
}
