package dev.avowry.agent;

import dev.avowry.kernel.CredentialId;
import dev.avowry.kernel.NodeId;
import java.time.Instant;
import java.util.Optional;

/**
 * One of the things by which an agent proves that it is itself.
 *
 * @param id stands in the path of every token that was minted with it
 * @param agent whose it is
 * @param state a removed credential is revoked, never deleted
 * @param expiresAt when it ends by itself; at that instant it has ended
 * @param createdAt when it was registered
 */
public record Credential(
    CredentialId id,
    NodeId agent,
    Authenticator authenticator,
    NodeState state,
    Optional<Instant> expiresAt,
    Instant createdAt) {
  /** Whether it proves anything at that time. */
  public boolean isLive(Instant now) {
    return state == NodeState.LIVE && expiresAt.map(now::isBefore).orElse(true);
  }
}
