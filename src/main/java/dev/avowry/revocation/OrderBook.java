package dev.avowry.revocation;

import dev.avowry.agent.Ceiling;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.ledger.Convoy.Arrival;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Carries orders out in one transaction that holds the fence's lock alone: each with its entry, its
 * change of state and its ledger row, or refused by itself before anything of it is written.
 */
@ApplicationScoped
class OrderBook {
  /**
   * How far a verifier's clock may be off before the list forgets an entry too early. The longest
   * skew that a verifier may allow.
   */
  private static final Duration SKEW = Duration.ofSeconds(60);

  private final RevocationStore store;
  private final Ledger ledger;
  private final Clock clock;

  OrderBook(RevocationStore store, Ledger ledger, Clock clock) {
    this.store = store;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** What the order would do, without doing it. */
  @WithSession
  Uni<Carried> dryRun(Order order) {
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

  /** Carries out all of them, in their order. */
  @WithTransaction
  Uni<List<Arrival<Carried>>> carryOut(List<Order> orders) {
    return ledger.enterAlone().chain(fence -> carryOut(orders, fence));
  }

  private Uni<List<Arrival<Carried>>> carryOut(List<Order> orders, Fence fence) {
    List<Arrival<Carried>> arrivals = new ArrayList<>();
    AtomicLong head = new AtomicLong(fence.seq());
    Uni<Void> all = Uni.createFrom().voidItem();
    for (Order order : orders) {
      all = all.chain(() -> carryOut(order, head)).invoke(arrivals::add).replaceWithVoid();
    }
    return all.replaceWith(arrivals);
  }

  /** Refused is refused alone; any other failure takes the transaction with it. */
  private Uni<Arrival<Carried>> carryOut(Order order, AtomicLong head) {
    return subject(order)
        .chain(subject -> carryOut(order, subject, head))
        .<Arrival<Carried>>map(Arrival.Safe::new)
        .onFailure(Refused.class)
        .recoverWithItem(Arrival.Lost::new);
  }

  private Uni<Carried> carryOut(Order order, Subject subject, AtomicLong head) {
    Withdrawal withdrawal = Withdrawal.decide(subject, order.mode());
    if (!withdrawal.changes()) {
      return Uni.createFrom()
          .item(new Carried(order, withdrawal.state(), subject.last(), withdrawal.affected()));
    }
    Optional<Entry> entry =
        withdrawal.entry()
            ? Optional.of(entry(subject.id(), head.incrementAndGet()))
            : Optional.empty();
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

  private Entry entry(String id, long seq) {
    Instant at = clock.instant();
    return new Entry(seq, id, at, at.plus(Ceiling.LONGEST_TTL).plus(SKEW));
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
