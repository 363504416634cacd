package dev.avowry.agent;

import dev.avowry.key.Jwk;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An agent to be registered.
 *
 * @param vendor whose software it is; at most 64 characters
 * @param keys its public keys; none for one that proves itself by what its platform gives it
 * @param expiresAt when it ends by itself
 * @param boundTokensOnly whether each of its tokens has to be bound to a key, RFC 9449 §5.2
 */
public record NewAgent(
    String name,
    AgentKind kind,
    String purpose,
    Optional<String> vendor,
    AskedCeiling ceiling,
    List<Jwk> keys,
    Optional<CodeRoot> codeRoot,
    Optional<Instant> expiresAt,
    boolean boundTokensOnly) {
  private static final int MOST_KEYS = 8;

  /** What is later has no form in RFC 3339. */
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  public NewAgent {
    Text.line("name", name);
    Text.line("purpose", purpose);
    vendor.ifPresent(Text::vendor);
    if (expiresAt.filter(LAST::isBefore).isPresent()) {
      throw Bounds.refused("expires_at is after the year 9999");
    }
    keys = List.copyOf(keys);
    if (keys.size() > MOST_KEYS) {
      throw Bounds.refused("jwks must hold at most " + MOST_KEYS + " public keys");
    }
    if (keys.stream().map(Jwk::thumbprint).distinct().count() < keys.size()) {
      throw Bounds.refused("jwks holds the same key twice");
    }
  }
}
