package dev.avowry.registration;

import dev.avowry.agent.AgentKind;
import dev.avowry.agent.AskedCeiling;
import dev.avowry.kernel.InvitationId;
import dev.avowry.kernel.NodeId;
import java.time.Instant;
import java.util.Optional;

/**
 * What an initial access token is good for, RFC 7591 §1.2: so many clients until then, each an
 * agent under the sponsor and inside the ceiling. It is no authority that anybody holds: ended, it
 * lets nobody in any more, and who was let in stays.
 *
 * @param ceiling of each client
 * @param uses how many clients it lets in
 * @param used how many it has let in
 */
public record Invitation(
    InvitationId id,
    NodeId sponsor,
    AgentKind kind,
    AskedCeiling ceiling,
    int uses,
    int used,
    Instant expiresAt,
    Optional<Instant> revokedAt,
    Instant createdAt) {
  /** Whether it still lets somebody in. At its very expiry it has expired. */
  public boolean isOpen(Instant now) {
    return revokedAt.isEmpty() && used < uses && now.isBefore(expiresAt);
  }
}
