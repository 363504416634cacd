package dev.avowry.mail;

import dev.avowry.kernel.MailId;
import dev.avowry.kernel.NodeId;
import dev.avowry.key.Sealed;
import java.time.Instant;
import java.util.Optional;

/**
 * A message that an agent sends, as it is kept but for its content.
 *
 * @param thread the message that its conversation began with
 * @param taken how often somebody began with it
 * @param attempts how often the relay was tried and is known to have not taken it for all
 * @param unsure whether the relay may have had it before, and nobody heard what it said
 * @param heading sealed
 */
public record Outgoing(
    MailId id,
    NodeId agent,
    MailId thread,
    SendState state,
    Instant queuedAt,
    int taken,
    int attempts,
    boolean unsure,
    Replies replies,
    Optional<Instant> endedAt,
    Sealed heading) {
  /** What its content is sealed for. */
  static String purpose(MailId id, NodeId agent) {
    return "mail_outgoing %s %s".formatted(id, agent);
  }
}
