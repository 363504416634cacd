package dev.avowry.agent;

import dev.avowry.kernel.NodeId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A point in the tree of authority: a sponsor, an agent, a delegation or a grant.
 *
 * @param id random; says nothing; never reused
 * @param kind what it is
 * @param lineage the ids from the sponsor's node down to this one, this one included
 * @param ceiling what it may at most hold or hand on, as set; ancestors may narrow it further
 * @param state its own state; it is dead as well when an ancestor is
 * @param expiresAt when it ends by itself
 * @param actor of a delegation or a grant: the agent into whose hands authority was given
 * @param standing of a delegation: whether it allows further exchanges without {@code may_act}
 * @param createdAt when it was made
 * @param roles of an agent that is limited by roles: those that it has
 */
public record Node(
    NodeId id,
    NodeKind kind,
    List<NodeId> lineage,
    Ceiling ceiling,
    NodeState state,
    Optional<Instant> expiresAt,
    Optional<NodeId> actor,
    boolean standing,
    Instant createdAt,
    Optional<HeldRoles> roles) {
  public Node {
    lineage = List.copyOf(lineage);
  }

  /** What is limited by no roles. */
  public Node(
      NodeId id,
      NodeKind kind,
      List<NodeId> lineage,
      Ceiling ceiling,
      NodeState state,
      Optional<Instant> expiresAt,
      Optional<NodeId> actor,
      boolean standing,
      Instant createdAt) {
    this(
        id, kind, lineage, ceiling, state, expiresAt, actor, standing, createdAt, Optional.empty());
  }

  /** A live root of a tree. */
  static Node root(NodeId id, NodeKind kind, Ceiling ceiling, Instant now) {
    return new Node(
        id,
        kind,
        List.of(id),
        ceiling,
        NodeState.LIVE,
        Optional.empty(),
        Optional.empty(),
        false,
        now);
  }

  /**
   * What it may at most hold by itself: as set, and as its roles allow if it is limited by them.
   */
  public Ceiling limit() {
    return roles.map(held -> ceiling.meet(held.most())).orElse(ceiling);
  }

  /** The same with these roles. */
  public Node by(Optional<HeldRoles> held) {
    return new Node(id, kind, lineage, ceiling, state, expiresAt, actor, standing, createdAt, held);
  }

  /** The same under another ceiling. */
  Node under(Ceiling other) {
    return new Node(id, kind, lineage, other, state, expiresAt, actor, standing, createdAt, roles);
  }

  /** The sponsor's node: the root of this one's tree. */
  public NodeId sponsor() {
    return lineage.getFirst();
  }

  /** The node above; empty for a sponsor. */
  public Optional<NodeId> parent() {
    return lineage.size() < 2 ? Optional.empty() : Optional.of(lineage.get(lineage.size() - 2));
  }

  /** The same delegation, standing. */
  Node letStand() {
    return new Node(id, kind, lineage, ceiling, state, expiresAt, actor, true, createdAt, roles);
  }

  /** The same in another state. */
  Node in(NodeState changed) {
    return new Node(
        id, kind, lineage, ceiling, changed, expiresAt, actor, standing, createdAt, roles);
  }

  /** Whether authority flows through it of itself. At its very expiry it is expired. */
  public boolean isLive(Instant now) {
    return state == NodeState.LIVE && expiresAt.map(now::isBefore).orElse(true);
  }
}
