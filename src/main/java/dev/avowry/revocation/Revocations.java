package dev.avowry.revocation;

import dev.avowry.agent.Ceiling;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.Entry;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.Ledger;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The door: carries out orders, each in one transaction that holds the fence's lock alone, with its
 * entry, its change of state and its ledger row. Durable before it answers; a failure is never a
 * success.
 */
@ApplicationScoped
public class Revocations {
  /**
   * How far a verifier's clock may be off before the list forgets an entry too early. The longest
   * skew that a verifier may allow.
   */
  private static final Duration SKEW = Duration.ofSeconds(60);

  private final RevocationStore store;
  private final Ledger ledger;
  private final Clock clock;

  Revocations(RevocationStore store, Ledger ledger, Clock clock) {
    this.store = store;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** What the order would do, without doing it. */
  @WithSession
  public Uni<Carried> dryRun(Order order) {
    return subject(order)
        .chain(
            subject -> {
              Withdrawal withdrawal = Withdrawal.decide(subject, order.mode());
              return affected(subject, withdrawal)
                  .map(
                      affected ->
                          new Carried(order, withdrawal.state(), Optional.empty(), affected));
            });
  }

  /**
   * Carries the order out. Idempotent: what has the state already keeps it, and the answer names
   * the entry that brought it about.
   */
  @WithTransaction
  public Uni<Carried> carryOut(Order order) {
    return ledger
        .enterAlone()
        .chain(fence -> subject(order).chain(subject -> carryOut(order, subject, fence)));
  }

  private Uni<Carried> carryOut(Order order, Subject subject, Fence fence) {
    Withdrawal withdrawal = Withdrawal.decide(subject, order.mode());
    if (!withdrawal.changes()) {
      return Uni.createFrom()
          .item(new Carried(order, withdrawal.state(), subject.last(), withdrawal.affected()));
    }
    Optional<Entry> entry =
        withdrawal.entry() ? Optional.of(entry(subject.id(), fence)) : Optional.empty();
    Optional<Mark> mark = entry.map(added -> new Mark(added.seq(), added.at()));
    return affected(subject, withdrawal)
        .call(() -> entry.map(store::add).orElseGet(() -> Uni.createFrom().voidItem()))
        .call(() -> store.set(order.target(), withdrawal.state(), mark))
        .call(() -> tally(subject, withdrawal))
        .call(affected -> ledger.append(event(order, subject, affected, entry)))
        .map(affected -> new Carried(order, withdrawal.state(), mark, affected));
  }

  private Uni<Subject> subject(Order order) {
    return store
        .find(order.target())
        .map(
            found ->
                found
                    .filter(subject -> order.reach().test(subject.ids()))
                    .orElseThrow(
                        () ->
                            Refusal.refused(
                                Reason.NOT_FOUND,
                                "there is no such target, or it is not yours to act on")));
  }

  private Uni<Affected> affected(Subject subject, Withdrawal withdrawal) {
    if (!withdrawal.entry()) {
      return Uni.createFrom().item(withdrawal.affected());
    }
    return store
        .liveTokens(subject.id(), Affected.TOKENS_COUNTED + 1)
        .map(withdrawal.affected()::withTokens);
  }

  private Uni<Void> tally(Subject subject, Withdrawal withdrawal) {
    return store.tally(
        withdrawal.tallied(),
        withdrawal.sign() * subject.liveAgents(),
        withdrawal.sign() * subject.liveDelegations());
  }

  private Entry entry(String id, Fence fence) {
    Instant at = clock.instant();
    return new Entry(fence.seq() + 1, id, at, at.plus(Ceiling.LONGEST_TTL).plus(SKEW));
  }

  private static Event event(
      Order order, Subject subject, Affected affected, Optional<Entry> entry) {
    return Event.of(order.mode().event(), order.actor(), order.origin())
        .onNode(subject.lineage().node().id())
        .under(subject.lineage().sponsor().id())
        .onTarget(subject.id())
        .because(order.reason())
        .with(
            Map.of(
                "comment", order.comment().orElse(""),
                "seq", entry.map(added -> Long.toString(added.seq())).orElse(""),
                "agents", Long.toString(affected.agents()),
                "delegations", Long.toString(affected.delegations()),
                "live_tokens", Long.toString(affected.liveTokens())));
  }
}
