package dev.avowry.mail;

import dev.avowry.kernel.NodeId;
import dev.avowry.key.Sealed;
import java.time.Instant;

/**
 * An agent's mailbox.
 *
 * @param indexKey by which names of messages are found; sealed
 * @param messages how many are in it
 * @param unread how many of them nobody has looked at
 * @param by who gave it
 */
public record Mailbox(
    NodeId agent,
    LocalPart localPart,
    Sealed indexKey,
    int messages,
    int unread,
    Instant madeAt,
    String by) {
  /** What its key is sealed for. */
  static String purpose(NodeId agent) {
    return "mailbox " + agent;
  }
}
