package dev.avowry.revocation;

import dev.avowry.agent.NodeDetail;
import dev.avowry.kernel.Origin;
import dev.avowry.ledger.Entry;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the ledger keeps of an order. The names are those of {@code src/docs/ledger.md}. */
final class OrderRows {
  private OrderRows() {}

  /** The rows of an order that was carried out: first by whose leave, when that is said. */
  static List<Event> carriedOut(
      Order order, Subject subject, Withdrawal withdrawal, Optional<Entry> entry) {
    List<Event> rows = new ArrayList<>(approvalOf(order));
    if (order.leave() instanceof Leave.BreakGlass) {
      rows.add(breakGlass(order));
    }
    Map<String, String> detail = detail(order);
    detail.put("seq", entry.map(added -> Long.toString(added.seq())).orElse(""));
    detail.put("agents", Long.toString(withdrawal.affected().agents()));
    detail.put("delegations", Long.toString(withdrawal.affected().delegations()));
    withdrawal.ceiling().ifPresent(ceiling -> detail.putAll(NodeDetail.of(ceiling)));
    Event event =
        Event.of(type(order, withdrawal), order.by().actor(), order.by().origin())
            .onTarget(subject.id())
            .because(order.reason())
            .with(detail);
    rows.add(
        subject.hangsOnNothing()
            ? event
            : event.onNode(subject.node().id()).under(subject.lineage().getFirst().id()));
    return rows;
  }

  /** The row of the approval, when somebody gave one: also where there was nothing left to do. */
  static List<Event> approvalOf(Order order) {
    return order.leave() instanceof Leave.Approved approved
        ? List.of(approved(order, approved))
        : List.of();
  }

  /** The row of an order that begins to wait for a second person, or waits no more. */
  static Event ofKept(EventType type, KeptOrder kept, String actor, Origin origin) {
    return Event.of(type, actor, origin)
        .onTarget(kept.tokens().id())
        .because(kept.reason())
        .with(
            Map.of(
                "order", kept.id().toString(),
                "mode", kept.mode().code(),
                "comment", kept.comment().orElse(""),
                "ordered_by", kept.by().actor()));
  }

  private static Event breakGlass(Order order) {
    return Event.of(EventType.BREAK_GLASS_USED, order.by().actor(), order.by().origin())
        .onTarget(order.target().id())
        .because(order.reason())
        .with(detail(order));
  }

  private static Event approved(Order order, Leave.Approved approved) {
    Map<String, String> detail = detail(order);
    detail.put("order", approved.order().toString());
    detail.put("ordered_by", order.by().actor());
    return Event.of(
            EventType.ORDER_APPROVED, approved.approver().actor(), approved.approver().origin())
        .onTarget(order.target().id())
        .because(order.reason())
        .with(detail);
  }

  private static EventType type(Order order, Withdrawal withdrawal) {
    if (!withdrawal.changesHaltsOnly()) {
      return order.mode().event();
    }
    return order.mode() == Mode.SUSPEND ? EventType.HALT_ADDED : EventType.HALT_LIFTED;
  }

  private static Map<String, String> detail(Order order) {
    Map<String, String> detail = new HashMap<>();
    detail.put("halt", order.halt().code());
    detail.put("comment", order.comment().orElse(""));
    detail.put("cause", Cause.of(order.reason()).code());
    detail.put("mode", order.mode().code());
    return detail;
  }
}
