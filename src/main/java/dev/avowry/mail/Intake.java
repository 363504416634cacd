package dev.avowry.mail;

import dev.avowry.agent.Directory;
import dev.avowry.agent.Lineage;
import dev.avowry.kernel.NodeId;
import dev.avowry.provenance.Judgement;
import dev.avowry.provenance.Provenance;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Takes mail in for agents that live. Whether a name is not known, was never given, or its agent is
 * stopped is one answer, which takes the same steps.
 */
@ApplicationScoped
public class Intake {
  private final MailboxStore mailboxes;
  private final MailDomain domain;
  private final Directory directory;
  private final Drafts drafts;
  private final MessageWriter writer;
  private final Provenance provenance;
  private final MailConfig config;
  private final MailMeters meters;
  private final Vertx vertx;
  private final SecureRandom random;
  private final Clock clock;

  Intake(
      MailboxStore mailboxes,
      MailDomain domain,
      Directory directory,
      Drafts drafts,
      MessageWriter writer,
      Provenance provenance,
      MailConfig config,
      MailMeters meters,
      Vertx vertx,
      SecureRandom random,
      Clock clock) {
    this.mailboxes = mailboxes;
    this.domain = domain;
    this.directory = directory;
    this.drafts = drafts;
    this.writer = writer;
    this.provenance = provenance;
    this.config = config;
    this.meters = meters;
    this.vertx = vertx;
    this.random = random;
    this.clock = clock;
  }

  /** A recipient, and what would become of a message for it. */
  record Recipient(Receipt receipt, NodeId agent) {}

  /** Whether mail for the address is taken in. */
  Uni<Recipient> recipient(String address) {
    // A name that nobody can have is looked for as well: the time tells nothing.
    LocalPart name = domain.localPart(address).orElse(new LocalPart("."));
    return mailboxes
        .named(name)
        .chain(
            found -> {
              NodeId agent = found.map(Mailbox::agent).orElseGet(() -> NodeId.random(random));
              return directory
                  .lineage(agent)
                  .map(lineage -> new Recipient(receipt(found, lineage), agent));
            })
        .invoke(found -> meters.asked(found.receipt()));
  }

  private Receipt receipt(Optional<Mailbox> mailbox, Optional<Lineage> lineage) {
    if (mailbox.isEmpty() || !isLive(lineage)) {
      return Receipt.UNKNOWN;
    }
    return mailbox.get().messages() < config.mostMessages() ? Receipt.KEPT : Receipt.FULL;
  }

  private boolean isLive(Optional<Lineage> lineage) {
    return lineage.map(found -> found.firstDead(clock.instant()).isEmpty()).orElse(false);
  }

  /**
   * Keeps a message for all of its recipients, one after the other; what it says otherwise than
   * {@link Receipt#KEPT} it says of one of them. Who sends it once more after that changes nothing
   * for those who have it.
   */
  Uni<Receipt> receive(Arrival arrival) {
    return onWorker(() -> HeadingReader.read(arrival.content()))
        .chain(
            heading ->
                provenance
                    .judge(
                        arrival.content(), heading.from().map(Sender::domain), arrival.handover())
                    .invoke(judgement -> meters.judged(judgement.verdict()))
                    .chain(judgement -> receive(arrival, heading, judgement)));
  }

  private Uni<Receipt> receive(Arrival arrival, Heading heading, Judgement judgement) {
    if (judgement.refusalAsked() && config.refuseForged()) {
      return Uni.createFrom().item(Receipt.FORGED).invoke(meters::received);
    }
    Heading judged = heading.judged(judgement.verdict());
    return Multi.createFrom()
        .iterable(arrival.recipients())
        .onItem()
        .transformToUniAndConcatenate(agent -> keep(agent, judged, arrival))
        .collect()
        .asList()
        .map(
            all ->
                all.stream().filter(each -> each != Receipt.KEPT).findFirst().orElse(Receipt.KEPT));
  }

  private Uni<Receipt> keep(NodeId agent, Heading heading, Arrival arrival) {
    return mailboxes
        .ofAgent(agent)
        .map(Optional::orElseThrow)
        .chain(mailbox -> onWorker(() -> drafts.of(mailbox, heading, arrival.content())))
        .chain(draft -> writer.keep(draft, arrival.origin()))
        .invoke(meters::received);
  }

  private <T> Uni<T> onWorker(Callable<T> work) {
    return vertx.executeBlocking(work, false);
  }
}
