package dev.avowry.testing;

import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Lineage;
import dev.avowry.agent.Node;
import dev.avowry.agent.NodeKind;
import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.Fence;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Nodes of a tree that no database knows: in order but for what the test changes. */
public final class TestNodes {
  /** When everything here was made, and what rule tests take for now. */
  public static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");

  private static final SecureRandom RANDOM = new SecureRandom();

  private TestNodes() {}

  /** An id that nothing else has. */
  public static NodeId id() {
    return NodeId.random(RANDOM);
  }

  /** A live sponsor with the widest ceiling. */
  public static Node sponsor() {
    return root(NodeKind.SPONSOR);
  }

  /** A live role with the widest ceiling. */
  public static Node role() {
    return root(NodeKind.ROLE);
  }

  private static Node root(NodeKind kind) {
    NodeId id = id();
    return new Node(
        id,
        kind,
        List.of(id),
        Ceiling.ofSponsor(),
        NodeState.LIVE,
        Optional.empty(),
        Optional.empty(),
        false,
        NOW);
  }

  /** A live agent with all that its parent's ceiling leaves it. */
  public static Node agentBelow(Node parent) {
    List<NodeId> lineage = new ArrayList<>(parent.lineage());
    NodeId id = id();
    lineage.add(id);
    return new Node(
        id,
        NodeKind.AGENT,
        lineage,
        parent.ceiling().below(),
        NodeState.LIVE,
        Optional.empty(),
        Optional.empty(),
        false,
        NOW);
  }

  /** The same with another ceiling. */
  public static Node with(Node node, Ceiling ceiling) {
    return changed(node, ceiling, node.state(), node.expiresAt());
  }

  /** The same in another state. */
  public static Node with(Node node, NodeState state) {
    return changed(node, node.ceiling(), state, node.expiresAt());
  }

  /** The same with an end. */
  public static Node until(Node node, Instant expiresAt) {
    return changed(node, node.ceiling(), node.state(), Optional.of(expiresAt));
  }

  /** What is above the last of the nodes, itself included. */
  public static Lineage lineage(Node... nodes) {
    return new Lineage(List.of(nodes), Fence.NONE);
  }

  private static Node changed(
      Node node, Ceiling ceiling, NodeState state, Optional<Instant> expiresAt) {
    return new Node(
        node.id(),
        node.kind(),
        node.lineage(),
        ceiling,
        state,
        expiresAt,
        node.actor(),
        node.standing(),
        node.createdAt());
  }
}
