package dev.avowry.agent;

import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.Fenced;
import dev.avowry.ledger.Hold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A node with all that is above it, as one statement read them.
 *
 * @param nodes sponsor first
 * @param asOf the fence at which they were read: as long as no later entry names one of them, they
 *     have lost nothing
 */
public record Lineage(List<Node> nodes, Fence asOf) implements Fenced<Lineage> {
  public Lineage {
    nodes = List.copyOf(nodes);
  }

  /** The node itself. */
  public Node node() {
    return nodes.getLast();
  }

  /** The sponsor's node. */
  public Node sponsor() {
    return nodes.getFirst();
  }

  /** The ids, sponsor first. */
  public List<NodeId> ids() {
    return nodes.stream().map(Node::id).toList();
  }

  /** What tokens depend on by it, sponsor first: each node, and after it the roles that it has. */
  public List<String> path() {
    List<String> path = new ArrayList<>();
    for (Node node : nodes) {
      path.add(node.id().toString());
      node.roles().ifPresent(held -> held.ids().map(NodeId::toString).forEach(path::add));
    }
    return path;
  }

  /**
   * The same as if its sponsor lived: for what may be made below one who has not accepted yet, and
   * lives when they have.
   */
  Lineage belowLiveSponsor() {
    List<Node> assumed = new ArrayList<>(nodes);
    assumed.set(0, sponsor().in(NodeState.LIVE));
    return new Lineage(assumed, asOf);
  }

  /** The first node from the top through which no authority flows. */
  public Optional<Node> firstDead(Instant now) {
    return nodes.stream().filter(node -> !node.isLive(now)).findFirst();
  }

  /**
   * What the node may hold now: its own ceiling, as far as its roles allow it, narrowed by every
   * ancestor's as it is today, and by one level of depth for each level below an ancestor.
   */
  public Ceiling effective() {
    return narrowed(Node::limit);
  }

  /**
   * What the node could hold with whatever roles: what is kept of it is not to be smaller than that
   * because of roles that it has today.
   */
  Ceiling byCeilings() {
    return narrowed(Node::ceiling);
  }

  private Ceiling narrowed(Function<Node, Ceiling> limit) {
    Ceiling narrowed = limit.apply(nodes.getFirst());
    for (Node node : nodes.subList(1, nodes.size())) {
      narrowed = limit.apply(node).meet(narrowed.below());
    }
    return narrowed;
  }

  /** The earliest expiry of the node and all that is above it. */
  public Optional<Instant> expiresAt() {
    return nodes.stream().flatMap(node -> node.expiresAt().stream()).min(Instant::compareTo);
  }

  @Override
  public Hold hold() {
    return new Hold(Set.copyOf(path()), asOf);
  }

  @Override
  public Lineage confirmed(Fence fence) {
    return new Lineage(nodes, fence);
  }
}
