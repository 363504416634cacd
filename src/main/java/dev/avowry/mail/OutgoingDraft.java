package dev.avowry.mail;

import dev.avowry.kernel.MailId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.key.Envelope;
import dev.avowry.key.Sealed;
import java.util.List;
import java.util.Optional;

/**
 * A message that an agent sends as it will be kept: nothing of it can be read any more but to whom
 * it goes, while that is judged.
 *
 * @param reference by which others refer to it
 * @param request by which its agent calls it
 * @param digest of what was asked for
 */
public record OutgoingDraft(
    MailId id,
    NodeId agent,
    MailId thread,
    SecretBytes reference,
    Optional<SecretBytes> request,
    SecretBytes digest,
    List<Address> recipients,
    Sealed heading,
    Envelope content) {
  public OutgoingDraft {
    recipients = List.copyOf(recipients);
  }
}
