package dev.avowry.sponsorship;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;

/** Who may do what with a hand-over. Plain rules. */
final class HandOverRules {
  private HandOverRules() {}

  /** Refuses whoever is not asked to take it. */
  static void requireReceiver(HandOver handOver, By by) {
    if (handOver.receiver().filter(by::is).isEmpty()) {
      throw Refusal.refused(
          Reason.NOT_FOUND, "there is no such thing, or it is not yours to know of");
    }
  }

  /** Refuses who would acknowledge what they offered themselves: that takes two humans. */
  static void requireOther(HandOver handOver, By by) {
    boolean same =
        handOver.offeredPerson().isPresent() && handOver.offeredPerson().equals(by.human());
    if (same) {
      throw Refusal.refused(
          Reason.INSUFFICIENT_SCOPE, "somebody else than who offered this has to acknowledge it");
    }
  }

  /** Refuses what waits no more. */
  static void requireOffered(HandOver handOver) {
    if (handOver.state() != HandOver.State.OFFERED) {
      throw Refusal.refused(Reason.CONFLICT, "it waits no more: it is " + handOver.state().code());
    }
  }

  /** Refuses to offer an agent to whom it has. */
  static void requireAnother(NodeId giver, NodeId receiver) {
    if (giver.equals(receiver)) {
      throw Refusal.refused(Reason.INVALID_REQUEST, "to is the agent's sponsor already");
    }
  }

  /** Refuses whoever is neither of the two nor an administrator. */
  static void requireConcerned(HandOver handOver, By by) {
    if (handOver.receiver().filter(by::is).isEmpty()) {
      by.requireFor(handOver.giver());
    }
  }
}
