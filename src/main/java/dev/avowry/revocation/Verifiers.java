package dev.avowry.revocation;

import dev.avowry.agent.Directory;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import dev.avowry.web.EndpointRule;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The resource servers that say what they have applied. A verifier is a registered agent: its own
 * token is what it speaks with, and what ends the agent ends the verifier.
 */
@ApplicationScoped
public class Verifiers {
  private static final Logger LOG = Logger.getLogger(Verifiers.class);

  /** Long enough for whoever has to show a receipt; entries matter for minutes. */
  private static final Duration KEPT = Duration.ofDays(30);

  private final VerifierStore store;
  private final Directory directory;
  private final Ledger ledger;
  private final EndpointRule rule;
  private final Timer acknowledgements;
  private final Clock clock;

  Verifiers(
      VerifierStore store,
      Directory directory,
      Ledger ledger,
      EndpointRule rule,
      MeterRegistry meters,
      Clock clock) {
    this.store = store;
    this.directory = directory;
    this.ledger = ledger;
    this.rule = rule;
    this.acknowledgements =
        LatencyTimer.named("avowry.revocation.acknowledgement")
            .description("from an entry until a verifier acknowledged it")
            .register(meters);
    this.clock = clock;
  }

  /** Registers one; refused when the agent is not there, or is a verifier already. */
  @WithTransaction
  public Uni<Verifier> register(NewVerifier asked, String actor, Origin origin) {
    asked.probe().ifPresent(uri -> rule.check("probe", uri));
    Verifier verifier =
        new Verifier(
            asked.agent(),
            asked.name(),
            asked.resources(),
            asked.probe(),
            clock.instant(),
            Optional.empty());
    return directory
        .agent(asked.agent())
        .invoke(found -> require(found.isPresent(), Reason.NOT_FOUND, "there is no such agent"))
        .chain(() -> store.add(verifier))
        .invoke(added -> require(added, Reason.CONFLICT, "the agent is a verifier already"))
        .call(() -> ledger.append(registered(verifier, actor, origin)))
        .replaceWith(verifier);
  }

  /** Removes one: receipts know it no more. */
  @WithTransaction
  public Uni<Void> remove(NodeId id, String actor, Origin origin) {
    return store
        .remove(id)
        .invoke(removed -> require(removed, Reason.NOT_FOUND, "there is no such verifier"))
        .chain(
            () -> ledger.append(Event.of(EventType.VERIFIER_REMOVED, actor, origin).onAgent(id)));
  }

  /** Those that are registered, by id. */
  public Uni<Page<Verifier>> page(PageRequest page) {
    return store.page(page);
  }

  /** Those that can be asked whether they let a token in, by id: so many at the most. */
  public Uni<List<Verifier>> probed(int most) {
    return store.probed(most);
  }

  /**
   * Takes a verifier's word that it refuses by every entry up to a place. What it said before stays
   * true: a lower place changes nothing.
   *
   * @return the highest place that it has acknowledged
   */
  public Uni<Mark> acknowledge(NodeId id, long seq) {
    return store
        .progress(id)
        .map(
            found ->
                found.orElseThrow(
                    () ->
                        Refusal.refused(Reason.INSUFFICIENT_SCOPE, "the caller is not a verifier")))
        .chain(progress -> acknowledge(id, seq, progress));
  }

  private Uni<Mark> acknowledge(NodeId id, long seq, VerifierStore.Progress progress) {
    require(
        seq >= 0 && seq <= progress.head().seq(),
        Reason.CONFLICT,
        "there is no such entry yet, so that nobody can have applied it");
    Optional<Mark> before = progress.acknowledged().filter(mark -> mark.seq() >= seq);
    if (before.isPresent()) {
      return Uni.createFrom().item(before.get());
    }
    Mark mark = new Mark(seq, clock.instant());
    return store
        .acknowledge(id, mark)
        .invoke(made -> made.ifPresent(at -> time(progress, Duration.between(at, mark.at()))))
        .replaceWith(mark);
  }

  /** The first word of a verifier tells when it came, not how long the entry took. */
  private void time(VerifierStore.Progress progress, Duration took) {
    if (progress.acknowledged().isPresent() && !took.isNegative()) {
      acknowledgements.record(took);
    }
  }

  @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return store
        .forget(clock.instant().minus(KEPT))
        .onFailure()
        .invoke(failure -> LOG.warnf("old receipts could not be dropped: cause=%s", failure))
        .onFailure()
        .recoverWithNull();
  }

  private static Event registered(Verifier verifier, String actor, Origin origin) {
    return Event.of(EventType.VERIFIER_REGISTERED, actor, origin)
        .onAgent(verifier.id())
        .with(Map.of("name", verifier.name(), "resources", String.join(" ", verifier.resources())));
  }

  private static void require(boolean holds, Reason reason, String otherwise) {
    if (!holds) {
      throw Refusal.refused(reason, otherwise);
    }
  }
}
