package dev.avowry.revocation;

import dev.avowry.kernel.OrderId;

/** By whose leave an order is carried out that may be more than one person should decide. */
public sealed interface Leave {
  /** By nobody's but who orders it. */
  record Own() implements Leave {}

  /** Nobody else's, and it could not wait: it raises an alarm. */
  record BreakGlass() implements Leave {}

  /**
   * Somebody else agreed.
   *
   * @param order under which it was kept until then
   * @param approver who agreed
   */
  record Approved(OrderId order, Requester approver) implements Leave {}
}
