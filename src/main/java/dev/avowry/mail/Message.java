package dev.avowry.mail;

import dev.avowry.kernel.MailId;
import dev.avowry.kernel.NodeId;
import dev.avowry.key.Sealed;
import java.time.Instant;

/**
 * A message in a mailbox, as it is kept but for its content.
 *
 * @param agent whose mailbox it is in
 * @param thread the first message of its conversation that was here; its own id when it is that
 * @param size of the whole, in bytes
 * @param seen whether it was looked at, as whoever reads the mailbox says
 * @param heading sealed
 */
public record Message(
    MailId id,
    NodeId agent,
    MailId thread,
    Instant receivedAt,
    int size,
    boolean seen,
    Sealed heading) {
  /** What its content is sealed for. */
  static String purpose(MailId id, NodeId agent) {
    return "mail_message %s %s".formatted(id, agent);
  }
}
