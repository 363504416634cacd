package dev.avowry.registration;

import dev.avowry.agent.AgentKind;
import dev.avowry.agent.AskedCeiling;
import dev.avowry.kernel.InvitationId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An initial access token to be made.
 *
 * @param uses how many clients it lets in, 1 to 10,000
 * @param expiresAt within a year
 */
public record NewInvitation(
    NodeId sponsor, AgentKind kind, AskedCeiling ceiling, int uses, Instant expiresAt) {
  private static final int MOST = 10_000;

  /** What is forgotten in a script stops working some day. */
  private static final Duration LONGEST = Duration.ofDays(366);

  public NewInvitation {
    require(uses >= 1 && uses <= MOST, "uses must be from 1 to " + MOST);
  }

  /** As it is kept. */
  Invitation made(InvitationId id, Instant now) {
    require(
        expiresAt.isAfter(now) && !expiresAt.isAfter(now.plus(LONGEST)),
        "expires_at must be in the future, and within 366 days");
    return new Invitation(id, sponsor, kind, ceiling, uses, 0, expiresAt, Optional.empty(), now);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.refused(Reason.INVALID_REQUEST, otherwise);
    }
  }
}
