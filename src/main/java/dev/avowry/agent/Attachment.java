package dev.avowry.agent;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a node may be attached below another, and what it is then. Plain rules: a child
 * is inside its parent in every respect, or it is refused.
 */
final class Attachment {
  static final String FULL = "the node above has as many children as its ceiling allows";

  private Attachment() {}

  /** The node of a new agent below the parent. */
  static Node agent(Lineage parent, NodeId id, NewAgent asked, Instant now) {
    requireLive(parent, now);
    Ceiling above = parent.effective();
    Ceiling ceiling = asked.ceiling().below(above);
    ceiling
        .excessOver(above)
        .ifPresent(
            excess -> {
              throw Refusal.refused(Reason.CEILING_EXCEEDED, excess);
            });
    return new Node(
        id,
        NodeKind.AGENT,
        append(parent.ids(), id),
        ceiling,
        NodeState.LIVE,
        expiry(parent, asked.expiresAt(), now),
        Optional.empty(),
        false,
        now,
        asked.byRoles() ? Optional.of(HeldRoles.NONE) : Optional.empty());
  }

  /** The node of a new delegation: the parent's authority as far as the actor may hold it. */
  static Node delegation(Lineage parent, Lineage actor, NodeId id, boolean standing, Instant now) {
    requireOtherAgent(parent.node(), actor.node());
    requireLive(parent, now);
    requireLive(actor, now);
    Ceiling above = parent.effective();
    if (above.maxDepth() < 1) {
      throw Refusal.refused(
          Reason.CEILING_EXCEEDED, "the ceiling above allows no further level below it");
    }
    return new Node(
        id,
        NodeKind.DELEGATION,
        append(parent.ids(), id),
        parent.byCeilings().below().meet(actor.byCeilings()),
        NodeState.LIVE,
        parent.expiresAt(),
        Optional.of(actor.node().id()),
        standing,
        now);
  }

  /**
   * The node of a grant: as much of a human's authority as they consented to lend to an agent.
   *
   * @param asked within what the human holds, one level below
   * @param ends when it ends by itself
   */
  static Node grant(
      Lineage human, Lineage actor, NodeId id, Ceiling asked, Instant ends, Instant now) {
    if (human.node().kind() != NodeKind.SPONSOR) {
      throw Refusal.refused(Reason.INVALID_REQUEST, "only a human can lend what is theirs");
    }
    requireOtherAgent(human.node(), actor.node());
    requireLive(human, now);
    requireLive(actor, now);
    asked
        .excessOver(human.effective())
        .ifPresent(
            excess -> {
              throw Refusal.refused(Reason.CEILING_EXCEEDED, excess);
            });
    return new Node(
        id,
        NodeKind.GRANT,
        append(human.ids(), id),
        asked,
        NodeState.LIVE,
        expiry(human, Optional.of(ends), now),
        Optional.of(actor.node().id()),
        false,
        now);
  }

  /** Authority goes from hand to hand, and hands are agents. */
  private static void requireOtherAgent(Node parent, Node actor) {
    if (actor.kind() != NodeKind.AGENT) {
      throw Refusal.refused(Reason.INVALID_REQUEST, "actor is not an agent's id");
    }
    if (parent.id().equals(actor.id()) || parent.actor().equals(Optional.of(actor.id()))) {
      throw Refusal.refused(Reason.INVALID_REQUEST, "actor holds this authority already");
    }
  }

  /**
   * Refuses an agent that may not hang below another sponsor: with all that it holds in effect now
   * it has to fit there. Only what hangs directly below one human goes to another; what is below
   * goes with it.
   */
  static void requirePlace(Lineage agent, Lineage next, Instant now) {
    if (agent.node().kind() != NodeKind.AGENT || agent.nodes().size() != 2) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST, "only an agent directly below a sponsor can be handed over");
    }
    if (agent.nodes().stream().anyMatch(node -> node.state() == NodeState.REVOKED)) {
      throw Refusal.refused(Reason.CONFLICT, "what is revoked never lives again");
    }
    if (next.node().kind() != NodeKind.SPONSOR || !next.node().isLive(now)) {
      throw Refusal.refused(Reason.SPONSOR_NOT_LIVE, "only a live sponsor can take an agent");
    }
    agent
        .byCeilings()
        .excessOver(next.effective())
        .ifPresent(
            excess -> {
              throw Refusal.refused(Reason.CEILING_EXCEEDED, excess);
            });
  }

  static void requireLive(Lineage lineage, Instant now) {
    lineage
        .firstDead(now)
        .ifPresent(
            dead -> {
              throw Refusal.refused(
                  dead.kind() == NodeKind.SPONSOR ? Reason.SPONSOR_NOT_LIVE : Reason.CONFLICT,
                  "nothing can be added below a node that is not live");
            });
  }

  /** A child ends with its parent at the latest. */
  private static Optional<Instant> expiry(Lineage parent, Optional<Instant> asked, Instant now) {
    asked.ifPresent(
        at -> {
          if (!at.isAfter(now)) {
            throw Refusal.refused(Reason.INVALID_REQUEST, "expires_at must be in the future");
          }
          parent
              .expiresAt()
              .filter(at::isAfter)
              .ifPresent(
                  end -> {
                    throw Refusal.refused(
                        Reason.CEILING_EXCEEDED, "expires_at is after that of the node above");
                  });
        });
    return asked.or(parent::expiresAt);
  }

  private static List<NodeId> append(List<NodeId> lineage, NodeId id) {
    List<NodeId> longer = new ArrayList<>(lineage);
    longer.add(id);
    return longer;
  }
}
