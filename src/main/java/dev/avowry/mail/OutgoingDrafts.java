package dev.avowry.mail;

import dev.avowry.kernel.MailId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.key.Envelopes;
import dev.avowry.key.Sealer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** Writes and seals what an agent sends; for a worker. */
@Singleton
final class OutgoingDrafts {
  private final Sealer sealer;
  private final Envelopes envelopes;
  private final MailDomain domain;
  private final SecureRandom random;
  private final Clock clock;

  OutgoingDrafts(
      Sealer sealer, Envelopes envelopes, MailDomain domain, SecureRandom random, Clock clock) {
    this.sealer = sealer;
    this.envelopes = envelopes;
    this.domain = domain;
    this.random = random;
    this.clock = clock;
  }

  /** The message as it will be kept. Its name is its own for ever, however often it is tried. */
  OutgoingDraft of(Mailbox mailbox, SendWish wish) {
    NodeId agent = mailbox.agent();
    MailId id = MailId.random(random);
    Address from = new Address(domain.address(mailbox.localPart()).orElseThrow());
    String name = id + "." + MailId.random(random) + "@" + from.domain();
    OutgoingHeading heading = new OutgoingHeading(from, wish.to(), wish.cc(), wish.subject());
    Index index = new Index(sealer.open(mailbox.indexKey(), Mailbox.purpose(agent)));
    return new OutgoingDraft(
        id,
        agent,
        wish.answers().map(SendWish.Answered::thread).orElse(id),
        index.ofName(name),
        wish.wording().key().map(index::ofRequest),
        index.ofContent(asked(wish)),
        heading.recipients(),
        sealer.seal(heading.toBytes(), OutgoingHeading.purpose(id, agent)),
        envelopes.seal(
            Composer.compose(heading, wish, name, clock.instant()), Outgoing.purpose(id, agent)));
  }

  /** The same for the same wish. */
  private static SecretBytes asked(SendWish wish) {
    return SecretBytes.ofText(
        new JsonArray()
            .add(texts(wish.to()))
            .add(texts(wish.cc()))
            .add(wish.subject())
            .add(wish.wording().text())
            .add(
                wish.answers()
                    .map(to -> new JsonObject().put("name", to.name().orElse("")))
                    .orElseGet(JsonObject::new))
            .encode());
  }

  private static JsonArray texts(List<Address> addresses) {
    return new JsonArray(addresses.stream().map(Address::text).toList());
  }
}
