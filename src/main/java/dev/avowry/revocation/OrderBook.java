package dev.avowry.revocation;

import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Halt;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.ledger.Convoy.Arrival;
import dev.avowry.ledger.Entry;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The orders of one transaction, decided one after the other upon what was found: each with its
 * entry, its change of state and its ledger rows, or refused by itself before anything of it is
 * written. Plain: moves nothing.
 */
final class OrderBook {
  private final Ground ground;
  private final Instant now;
  private final long alone;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private long head;

  private OrderBook(Found found, Instant now, long alone) {
    this.ground = new Ground(found);
    this.now = now;
    this.alone = alone;
    this.head = found.head().seq();
  }

  /**
   * What carrying out all of them writes.
   *
   * @param alone how many agents one person may give back that the same person suspended
   */
  static Ruling rule(List<Order> orders, Found found, Instant now, long alone) {
    OrderBook book = new OrderBook(found, now, alone);
    List<Arrival<Carried>> arrivals = orders.stream().map(book::arrival).toList();
    return new Ruling(book.entries, book.ground.changes(), book.events, arrivals);
  }

  /** What the order would do. When it would do nothing, what stands. */
  static Carried wouldBe(Order order, Found found) {
    Subject subject = subject(order, new Ground(found));
    Withdrawal withdrawal = decide(order, subject);
    return withdrawal.changes()
        ? carried(order, withdrawal, Optional.empty())
        : carried(order, withdrawal, standing(subject));
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
    SecondPerson.requireForReturn(order, subject, alone);
    Withdrawal withdrawal = decide(order, subject);
    requireWaiting(order);
    if (!withdrawal.changes()) {
      record(OrderRows.approvalOf(order));
      return carried(order, withdrawal, standing(subject));
    }
    Optional<Entry> entry =
        withdrawal.entry() ? Optional.of(entry(subject.id(), head + 1)) : Optional.empty();
    record(OrderRows.carriedOut(order, subject, withdrawal, entry));
    entry.ifPresent(this::add);
    Optional<Mark> mark = entry.map(added -> new Mark(added.seq(), added.at()));
    change(order, subject, withdrawal, mark);
    return carried(order, withdrawal, mark);
  }

  private void change(Order order, Subject subject, Withdrawal withdrawal, Optional<Mark> mark) {
    if (withdrawal.ceiling().isPresent()) {
      ground.tighten(subject.node().id(), withdrawal.ceiling().get());
    } else if (withdrawal.state() != subject.state() || withdrawal.changesHaltsOnly()) {
      ground.set(order.target(), status(order, subject.status(), withdrawal, mark));
    }
    ground.tally(
        withdrawal.tallied(),
        withdrawal.sign() * subject.liveAgents(),
        withdrawal.sign() * subject.liveDelegations());
  }

  private static Status status(
      Order order, Status before, Withdrawal withdrawal, Optional<Mark> mark) {
    Set<Halt> halts = before.haltsAfter(order.mode(), order.halt());
    return withdrawal.changesHaltsOnly()
        ? before.halted(halts, order)
        : new Status(
            withdrawal.state(), halts, mark, Optional.of(order.by().author(order.reason())));
  }

  private static Withdrawal decide(Order order, Subject subject) {
    return Withdrawal.decide(subject, order.mode(), order.halt(), order.tightening());
  }

  private static Carried carried(Order order, Withdrawal withdrawal, Optional<Mark> mark) {
    return new Carried(order, withdrawal.state(), mark, withdrawal.entry(), withdrawal.affected());
  }

  private static Optional<Mark> standing(Subject subject) {
    return subject.ended().or(() -> subject.status().last());
  }

  private static Subject subject(Order order, Ground ground) {
    return ground
        .subject(order.target())
        .filter(subject -> order.by().reach().test(subject.ids()))
        .orElseThrow(
            () ->
                Refusal.refused(
                    Reason.NOT_FOUND, "there is no such target, or it is not yours to act on"));
  }

  /** Two who approve the same at the same moment carry it out once. */
  private void requireWaiting(Order order) {
    if (order.leave() instanceof Leave.Approved approved && !ground.release(approved.order())) {
      throw Refusal.refused(Reason.CONFLICT, "the order waits no more");
    }
  }

  /** All of them or none: what cannot be recorded is refused before anything has changed. */
  private void record(List<Event> rows) {
    rows.forEach(EventLine::requireRecordable);
    events.addAll(rows);
  }

  private void add(Entry entry) {
    entries.add(entry);
    head = entry.seq();
  }

  private Entry entry(String id, long seq) {
    return new Entry(seq, id, now, Ceiling.overFor(now));
  }
}
