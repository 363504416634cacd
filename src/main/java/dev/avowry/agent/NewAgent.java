package dev.avowry.agent;

import dev.avowry.key.Jwk;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An agent to be registered.
 *
 * @param keys its public keys; at least one
 * @param expiresAt when it ends by itself
 */
public record NewAgent(
    String name,
    AgentKind kind,
    String purpose,
    AskedCeiling ceiling,
    List<Jwk> keys,
    Optional<CodeRoot> codeRoot,
    Optional<Instant> expiresAt) {
  private static final int MOST_KEYS = 8;

  public NewAgent {
    Text.line("name", name);
    Text.line("purpose", purpose);
    keys = List.copyOf(keys);
    if (keys.isEmpty() || keys.size() > MOST_KEYS) {
      throw Bounds.refused("jwks must hold from 1 to " + MOST_KEYS + " public keys");
    }
    if (keys.stream().map(Jwk::thumbprint).distinct().count() < keys.size()) {
      throw Bounds.refused("jwks holds the same key twice");
    }
  }
}
