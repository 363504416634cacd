package dev.avowry.revocation;

import dev.avowry.kernel.OrderId;
import dev.avowry.kernel.Origin;
import java.time.Instant;
import java.util.Optional;

/**
 * An order that reaches across every tree and waits for a second person.
 *
 * @param by who ordered it; the human who answers for them cannot approve it
 * @param expiresAt when it can be approved no more
 */
public record KeptOrder(
    OrderId id,
    TokenClass tokens,
    Mode mode,
    String reason,
    Optional<String> comment,
    Author by,
    Instant at,
    Instant expiresAt)
    implements Answer {
  static KeptOrder of(Order order, OrderId id, Instant at, Instant expiresAt) {
    return new KeptOrder(
        id,
        Target.classOf(order.target()).orElseThrow(),
        order.mode(),
        order.reason(),
        order.comment(),
        order.by().author(order.reason()),
        at,
        expiresAt);
  }

  /** The order as it was given, by the leave of the approver. */
  Order approvedBy(Requester approver) {
    SecondPerson.requireForLeave(by.person(), approver.person());
    Origin origin = approver.origin();
    return new Order(
        new Target.OfClass(tokens),
        mode,
        Optional.empty(),
        reason,
        comment,
        new Requester(by.actor(), by.person(), lineage -> true, origin),
        new Leave.Approved(id, approver));
  }
}
