package dev.avowry.mail;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.provenance.Handover;
import java.util.List;

/**
 * A message that is at the door.
 *
 * @param recipients who are to have it
 * @param content the whole, RFC 5322, with CRLF at the end of each line
 * @param handover how it came
 * @param origin of the connection
 */
record Arrival(List<NodeId> recipients, SecretBytes content, Handover handover, Origin origin) {
  Arrival {
    recipients = List.copyOf(recipients);
  }
}
