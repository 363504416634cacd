package dev.avowry.mail;

import dev.avowry.kernel.MailId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.key.Envelopes;
import dev.avowry.key.Sealer;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/** Seals what came for a mailbox. Takes milliseconds for what is large: for a worker. */
@Singleton
final class Drafts {
  private final Sealer sealer;
  private final Envelopes envelopes;
  private final SecureRandom random;

  Drafts(Sealer sealer, Envelopes envelopes, SecureRandom random) {
    this.sealer = sealer;
    this.envelopes = envelopes;
    this.random = random;
  }

  /** The message as it will be kept in that mailbox. */
  Draft of(Mailbox mailbox, Heading heading, SecretBytes content) {
    NodeId agent = mailbox.agent();
    MailId id = MailId.random(random);
    Index index = new Index(sealer.open(mailbox.indexKey(), Mailbox.purpose(agent)));
    return new Draft(
        id,
        agent,
        content.length(),
        index.ofName(heading.name().orElse(id.toString())),
        index.ofContent(content),
        heading.references().stream().map(index::ofName).toList(),
        sealer.seal(heading.toBytes(), Heading.purpose(id, agent)),
        envelopes.seal(content, Message.purpose(id, agent)));
  }
}
