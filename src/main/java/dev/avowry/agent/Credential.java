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
 * @param ridesOn the credential by which the agent has added it, as long as nobody else has said
 *     that it stands by itself: it ends with that one
 * @param lastUsedAt when it was last used, to within an hour
 * @param createdAt when it was registered
 */
public record Credential(
    CredentialId id,
    NodeId agent,
    Authenticator authenticator,
    NodeState state,
    Optional<Instant> expiresAt,
    Optional<CredentialId> ridesOn,
    Optional<Instant> lastUsedAt,
    Instant createdAt) {
  /** The same, riding on none. */
  Credential standingByItself() {
    return new Credential(
        id, agent, authenticator, state, expiresAt, Optional.empty(), lastUsedAt, createdAt);
  }

  /** Whether it would prove anything at that time if it stood by itself. */
  public boolean isLive(Instant now) {
    return state == NodeState.LIVE && expiresAt.map(now::isBefore).orElse(true);
  }
}
