package dev.avowry.revocation;

import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Halt;
import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What carrying out an order means for its subject. Decided plainly, before anything is written.
 *
 * @param state the state that the subject is to have
 * @param changes whether anything is to be written; an order is idempotent
 * @param entry whether tokens have to die, which takes one entry
 * @param ceiling the ceiling that the node is to have, when it comes down
 * @param tallied the nodes above whose tallies change: up to the first dead one, which counts what
 *     is below it no more
 * @param affected what dies or lives again, tokens not yet counted
 */
record Withdrawal(
    NodeState state,
    boolean changes,
    boolean entry,
    Optional<Ceiling> ceiling,
    List<NodeId> tallied,
    Affected affected) {
  static Withdrawal decide(Subject subject, Mode mode, Optional<Tightening> tightening) {
    return decide(subject, mode, Halt.ORDER, tightening);
  }

  static Withdrawal decide(Subject subject, Mode mode, Halt halt, Optional<Tightening> tightening) {
    return tightening
        .map(lower -> tighten(subject, lower))
        .orElseGet(() -> subject.isClass() ? ofClass(subject, mode) : ofState(subject, mode, halt));
  }

  /** What has the ceiling already keeps its tokens as well. */
  private static Withdrawal tighten(Subject subject, Tightening lower) {
    if (subject.state() == NodeState.REVOKED) {
      throw Refusal.refused(Reason.CONFLICT, "what is revoked has no authority to tighten");
    }
    Ceiling before = subject.node().ceiling();
    Ceiling after = lower.of(before);
    return after.equals(before)
        ? unchanged(subject.state())
        : new Withdrawal(
            subject.state(), true, true, Optional.of(after), List.of(), Affected.NOTHING);
  }

  /**
   * A class is never dead for ever: revoking it ends the tokens that there are, and does so again
   * as long as there is one to end.
   */
  private static Withdrawal ofClass(Subject subject, Mode mode) {
    NodeState before = subject.state();
    NodeState after =
        switch (mode) {
          case SUSPEND -> NodeState.SUSPENDED;
          case RESUME -> NodeState.LIVE;
          case REVOKE, TIGHTEN -> before;
        };
    boolean ends = mode == Mode.REVOKE && subject.ended().isEmpty();
    return before == after && !ends
        ? unchanged(before)
        : new Withdrawal(
            after, true, mode != Mode.RESUME, Optional.empty(), List.of(), Affected.NOTHING);
  }

  private static Withdrawal ofState(Subject subject, Mode mode, Halt halt) {
    NodeState before = subject.state();
    Set<Halt> halts = subject.status().haltsAfter(mode, halt);
    NodeState after = after(before, mode, halts);
    if (before == after) {
      requireEnd(mode, halt, after);
      return halts.equals(subject.status().halts()) ? unchanged(after) : haltsOnly(after);
    }
    boolean flows = before == NodeState.LIVE || after == NodeState.LIVE;
    List<Branch> above = subject.above();
    boolean counts =
        subject.isNode()
            && flows
            && above.stream().allMatch(node -> node.status().state() == NodeState.LIVE);
    return new Withdrawal(
        after,
        true,
        mode != Mode.RESUME,
        Optional.empty(),
        subject.isNode() && flows ? tallied(above) : List.of(),
        counts
            ? new Affected(subject.liveAgents(), subject.liveDelegations(), 0, false)
            : Affected.NOTHING);
  }

  private static Withdrawal unchanged(NodeState state) {
    return new Withdrawal(state, false, false, Optional.empty(), List.of(), Affected.NOTHING);
  }

  /** It was suspended and stays so; only what keeps it there is another. */
  private static Withdrawal haltsOnly(NodeState state) {
    return new Withdrawal(state, true, false, Optional.empty(), List.of(), Affected.NOTHING);
  }

  /** Who orders that something be given back is told when it is not. */
  private static void requireEnd(Mode mode, Halt halt, NodeState after) {
    if (mode == Mode.RESUME && halt == Halt.ORDER && after == NodeState.SUSPENDED) {
      refuse("it is suspended by more than an order: its sponsorship does not stand");
    }
  }

  private static NodeState after(NodeState before, Mode mode, Set<Halt> halts) {
    return switch (mode) {
      case REVOKE -> NodeState.REVOKED;
      case SUSPEND ->
          before == NodeState.REVOKED
              ? refuse("what is revoked cannot be suspended")
              : NodeState.SUSPENDED;
      case RESUME ->
          before == NodeState.REVOKED
              ? refuse("what is revoked never lives again")
              : halts.isEmpty() ? NodeState.LIVE : NodeState.SUSPENDED;
      case TIGHTEN -> before;
    };
  }

  private static NodeState refuse(String why) {
    throw Refusal.refused(Reason.CONFLICT, why);
  }

  private static List<NodeId> tallied(List<Branch> above) {
    List<NodeId> ids = new ArrayList<>();
    for (Branch node : above.reversed()) {
      ids.add(node.id());
      if (node.status().state() != NodeState.LIVE) {
        break;
      }
    }
    Collections.reverse(ids);
    return ids;
  }

  /** Whether only what keeps it suspended is another. */
  boolean changesHaltsOnly() {
    return changes && !entry && state == NodeState.SUSPENDED;
  }

  /** +1 when the subject's tally comes back to those above, -1 when it goes. */
  int sign() {
    return state == NodeState.LIVE ? 1 : -1;
  }
}
