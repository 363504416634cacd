package dev.avowry.mail;

import dev.avowry.kernel.MailId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.key.Envelope;
import dev.avowry.key.Sealed;
import java.util.List;

/**
 * A message as it will be kept for one agent: nothing of it can be read any more.
 *
 * @param size of the whole, in bytes
 * @param name by which others refer to it
 * @param digest of the whole: the same message is kept once
 * @param references what it answers to
 */
public record Draft(
    MailId id,
    NodeId agent,
    int size,
    SecretBytes name,
    SecretBytes digest,
    List<SecretBytes> references,
    Sealed heading,
    Envelope content) {
  public Draft {
    references = List.copyOf(references);
  }
}
