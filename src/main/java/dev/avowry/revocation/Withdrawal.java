package dev.avowry.revocation;

import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What carrying out an order means for its subject. Decided plainly, before anything is written.
 *
 * @param state the state that the subject is to have
 * @param changes whether that differs from the one it has; an order is idempotent
 * @param entry whether tokens have to die, which takes one entry
 * @param tallied the nodes above whose tallies change: up to the first dead one, which counts what
 *     is below it no more
 * @param affected what dies or lives again, tokens not yet counted
 */
record Withdrawal(
    NodeState state, boolean changes, boolean entry, List<NodeId> tallied, Affected affected) {
  static Withdrawal decide(Subject subject, Mode mode) {
    NodeState before = subject.state();
    NodeState after = after(before, mode);
    if (before == after) {
      return new Withdrawal(after, false, false, List.of(), Affected.NOTHING);
    }
    boolean flows = before == NodeState.LIVE || after == NodeState.LIVE;
    List<Branch> above = subject.above();
    boolean counts =
        subject.isNode()
            && flows
            && above.stream().allMatch(node -> node.state() == NodeState.LIVE);
    return new Withdrawal(
        after,
        true,
        mode != Mode.RESUME,
        subject.isNode() && flows ? tallied(above) : List.of(),
        counts
            ? new Affected(subject.liveAgents(), subject.liveDelegations(), 0, false)
            : Affected.NOTHING);
  }

  private static NodeState after(NodeState before, Mode mode) {
    return switch (mode) {
      case REVOKE -> NodeState.REVOKED;
      case SUSPEND ->
          before == NodeState.REVOKED
              ? refuse("what is revoked cannot be suspended")
              : NodeState.SUSPENDED;
      case RESUME ->
          before == NodeState.REVOKED
              ? refuse("what is revoked never lives again")
              : NodeState.LIVE;
    };
  }

  private static NodeState refuse(String why) {
    throw Refusal.refused(Reason.CONFLICT, why);
  }

  private static List<NodeId> tallied(List<Branch> above) {
    List<NodeId> ids = new ArrayList<>();
    for (Branch node : above.reversed()) {
      ids.add(node.id());
      if (node.state() != NodeState.LIVE) {
        break;
      }
    }
    Collections.reverse(ids);
    return ids;
  }

  /** +1 when the subject's tally comes back to those above, -1 when it goes. */
  int sign() {
    return state == NodeState.LIVE ? 1 : -1;
  }
}
