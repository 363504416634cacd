package dev.avowry.mail;

import dev.avowry.agent.Directory;
import dev.avowry.agent.Lineage;
import dev.avowry.kernel.MailId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import dev.avowry.token.Deeds;
import dev.avowry.web.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a message for sending, with its row of the ledger, if as of that transaction its agent
 * lives, and may write to whom it goes and so much. The agent's allowance is locked: of many at
 * once no more are taken than it allows.
 */
@ApplicationScoped
class QueueWriter {
  /** For how long what was sent counts. */
  static final Duration DAY = Duration.ofDays(1);

  private final OutgoingStore store;
  private final AllowanceStore allowances;
  private final Directory directory;
  private final Deeds deeds;
  private final Ledger ledger;
  private final Clock clock;

  QueueWriter(
      OutgoingStore store,
      AllowanceStore allowances,
      Directory directory,
      Deeds deeds,
      Ledger ledger,
      Clock clock) {
    this.store = store;
    this.allowances = allowances;
    this.directory = directory;
    this.deeds = deeds;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Its id; of what was asked for before by the same key, the one that it got then. */
  @WithTransaction
  Uni<MailId> queue(OutgoingDraft draft, Caller by) {
    return ledger
        .enterShared()
        .chain(() -> deeds.requireAlive(by))
        .chain(() -> directory.lineage(draft.agent()))
        .invoke(this::requireLive)
        .chain(() -> allowances.lock(draft.agent()))
        .chain(
            allowance ->
                before(draft)
                    .chain(
                        known ->
                            known
                                .map(id -> Uni.createFrom().item(id))
                                .orElseGet(
                                    () -> add(draft, allowance.orElse(Allowance.NONE), by))));
  }

  private void requireLive(Optional<Lineage> lineage) {
    if (lineage.flatMap(found -> found.firstDead(clock.instant())).isPresent()) {
      throw Refusal.refused(Reason.CONFLICT, "the agent has been stopped");
    }
  }

  private Uni<Optional<MailId>> before(OutgoingDraft draft) {
    Optional<SecretBytes> request = draft.request();
    return request.isEmpty()
        ? Uni.createFrom().item(Optional.empty())
        : store
            .called(draft.agent(), request.get())
            .map(found -> found.map(known -> same(known, draft)));
  }

  private static MailId same(OutgoingStore.Known known, OutgoingDraft draft) {
    if (!known.digest().equals(draft.digest())) {
      throw Refusal.refused(Reason.CONFLICT, "another message was sent by this key");
    }
    return known.id();
  }

  private Uni<MailId> add(OutgoingDraft draft, Allowance allowance, Caller by) {
    if (!allowance.allows(draft.recipients())) {
      throw Refusal.refused(
          Reason.CEILING_EXCEEDED,
          "the agent may not write to all of these, or not to so many at once: whoever looks after"
              + " it says to whom");
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return store
        .countSince(draft.agent(), now.minus(DAY))
        .invoke(
            count -> {
              if (count >= allowance.perDay()) {
                throw Refusal.refused(
                    Reason.TOO_MANY_REQUESTS,
                    "the agent has sent as much in 24 hours as it may: "
                        + allowance.perDay()
                        + " messages");
              }
            })
        .chain(() -> store.add(draft, now))
        .chain(
            () ->
                ledger.append(
                    Deeds.event(EventType.MAIL_QUEUED, by)
                        .onTarget(draft.id().toString())
                        .with(Map.of("recipients", Integer.toString(draft.recipients().size())))))
        .replaceWith(draft.id());
  }
}
