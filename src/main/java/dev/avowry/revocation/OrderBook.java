package dev.avowry.revocation;

import dev.avowry.agent.Ceiling;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.ledger.Convoy.Arrival;
import dev.avowry.ledger.Entry;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventLine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The orders of one transaction, decided one after the other upon what was found: each with its
 * entry, its change of state and its ledger row, or refused by itself before anything of it is
 * written. Plain: moves nothing.
 */
final class OrderBook {
  /**
   * How far a verifier's clock may be off before the list forgets an entry too early. The longest
   * skew that a verifier may allow.
   */
  private static final Duration SKEW = Duration.ofSeconds(60);

  private final Ground ground;
  private final Instant now;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private long head;

  private OrderBook(Found found, Clock clock) {
    this.ground = new Ground(found);
    this.now = clock.instant();
    this.head = found.head().seq();
  }

  /** What carrying out all of them writes. */
  static Ruling rule(List<Order> orders, Found found, Clock clock) {
    OrderBook book = new OrderBook(found, clock);
    List<Arrival<Carried>> arrivals = orders.stream().map(book::arrival).toList();
    return new Ruling(
        book.entries,
        List.copyOf(book.ground.changedBranches()),
        List.copyOf(book.ground.changedCredentials()),
        book.events,
        arrivals);
  }

  /** What the order would do. */
  static Carried wouldBe(Order order, Found found) {
    Withdrawal withdrawal = Withdrawal.decide(subject(order, new Ground(found)), order.mode());
    return new Carried(
        order, withdrawal.state(), Optional.empty(), withdrawal.entry(), withdrawal.affected());
  }

  /** Refused is refused alone; any other failure takes the transaction with it. */
  private Arrival<Carried> arrival(Order order) {
    try {
      return new Arrival.Safe<>(carryOut(order));
    } catch (Refused refused) {
      return new Arrival.Lost<>(refused);
    }
  }

  private Carried carryOut(Order order) {
    Subject subject = subject(order, ground);
    Withdrawal withdrawal = Withdrawal.decide(subject, order.mode());
    if (!withdrawal.changes()) {
      return new Carried(order, withdrawal.state(), subject.last(), false, withdrawal.affected());
    }
    Optional<Entry> entry =
        withdrawal.entry() ? Optional.of(entry(subject.id(), head + 1)) : Optional.empty();
    Event event = event(order, subject, withdrawal.affected(), entry);
    EventLine.requireRecordable(event);
    events.add(event);
    entry.ifPresent(this::add);
    Optional<Mark> mark = entry.map(added -> new Mark(added.seq(), added.at()));
    ground.set(order.target(), withdrawal.state(), mark);
    ground.tally(
        withdrawal.tallied(),
        withdrawal.sign() * subject.liveAgents(),
        withdrawal.sign() * subject.liveDelegations());
    return new Carried(order, withdrawal.state(), mark, withdrawal.entry(), withdrawal.affected());
  }

  private static Subject subject(Order order, Ground ground) {
    return ground
        .subject(order.target())
        .filter(subject -> order.reach().test(subject.ids()))
        .orElseThrow(
            () ->
                Refusal.refused(
                    Reason.NOT_FOUND, "there is no such target, or it is not yours to act on"));
  }

  private void add(Entry entry) {
    entries.add(entry);
    head = entry.seq();
  }

  private Entry entry(String id, long seq) {
    return new Entry(seq, id, now, now.plus(Ceiling.LONGEST_TTL).plus(SKEW));
  }

  private static Event event(
      Order order, Subject subject, Affected affected, Optional<Entry> entry) {
    Map<String, String> detail = new HashMap<>();
    detail.put("comment", order.comment().orElse(""));
    detail.put("seq", entry.map(added -> Long.toString(added.seq())).orElse(""));
    detail.put("agents", Long.toString(affected.agents()));
    detail.put("delegations", Long.toString(affected.delegations()));
    return Event.of(order.mode().event(), order.actor(), order.origin())
        .onNode(subject.node().id())
        .under(subject.sponsor().id())
        .onTarget(subject.id())
        .because(order.reason())
        .with(detail);
  }
}
