package dev.avowry.revocation;

import dev.avowry.agent.Halt;
import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;

/** What one person alone may not do. A person is the human who answers for whoever acts. */
final class SecondPerson {
  private SecondPerson() {}

  /**
   * Refuses to give back what the same person took, when it is much: a sponsor, a class of tokens,
   * trust in an outside issuer, or more than so many agents. What ends with its cause, and was no
   * order, nobody gives back.
   */
  static void requireForReturn(Order order, Subject subject, long alone) {
    boolean much = subject.hangsOnNothing() || subject.isSponsor() || subject.liveAgents() > alone;
    boolean ordered = order.mode() == Mode.RESUME && order.halt() == Halt.ORDER;
    if (ordered && subject.state() == NodeState.SUSPENDED && much) {
      boolean another =
          subject.status().by().map(by -> !by.person().equals(order.by().person())).orElse(false);
      require(another, "somebody else than who suspended this has to resume it");
    }
  }

  /** Refuses a person's leave for their own order. */
  static void requireForLeave(NodeId ordered, NodeId approves) {
    require(!ordered.equals(approves), "somebody else than who ordered this has to approve it");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.refused(Reason.INSUFFICIENT_SCOPE, otherwise);
    }
  }
}
