package dev.avowry.agent;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.Ledger;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives what is kept for agents its place in the tree, so that it is taken like everything else: by
 * one entry on it, on the folder that it is in, or on somebody's access to it.
 *
 * <p>All methods join the transaction that is under way and need one. They take the fence's lock
 * shared: nothing is made below what a revocation ends meanwhile.
 */
@ApplicationScoped
public class Things {
  private final RegistryStore registry;
  private final Ledger ledger;
  private final SecureRandom random;
  private final Clock clock;

  Things(RegistryStore registry, Ledger ledger, SecureRandom random, Clock clock) {
    this.registry = registry;
    this.ledger = ledger;
    this.random = random;
    this.clock = clock;
  }

  /** A root. */
  public Uni<Node> make(NodeKind kind) {
    Node root = Node.root(NodeId.random(random), kind, Ceiling.NOTHING, clock.instant());
    return registry.addRoot(root).replaceWith(root);
  }

  /** Something in a folder that is there. Refused with {@link Reason#CONFLICT} in a dead one. */
  public Uni<Node> makeIn(NodeId folder, NodeKind kind) {
    return ledger
        .enterShared()
        .chain(() -> live(folder))
        .map(above -> below(above, kind, Optional.empty(), Optional.empty()))
        .call(this::add);
  }

  /**
   * Puts something that is there into the hands of whoever acts at a node, or below it.
   *
   * <p>Refused with {@link Reason#NOT_FOUND} when nobody acts there, and with {@link
   * Reason#CONFLICT} when either is revoked.
   *
   * @param ends when it ends by itself
   */
  public Uni<Node> hand(NodeId thing, NodeId holder, Optional<Instant> ends) {
    return ledger
        .enterShared()
        .chain(() -> registry.lineage(holder))
        .invoke(Things::requireHolder)
        .chain(() -> live(thing))
        .map(above -> below(above, NodeKind.ACCESS, Optional.of(holder), ends))
        .call(this::add);
  }

  private static void requireHolder(Optional<Lineage> found) {
    Node holder =
        found
            .map(Lineage::node)
            .filter(node -> !node.kind().isThing())
            .orElseThrow(() -> Refusal.refused(Reason.NOT_FOUND, "there is no such node"));
    if (holder.state() == NodeState.REVOKED) {
      throw Refusal.refused(Reason.CONFLICT, "what is revoked is given nothing");
    }
  }

  private Uni<Lineage> live(NodeId id) {
    Instant now = clock.instant();
    return registry
        .lineage(id)
        .map(Optional::orElseThrow)
        .invoke(lineage -> Attachment.requireLive(lineage, now));
  }

  private Node below(
      Lineage above, NodeKind kind, Optional<NodeId> holder, Optional<Instant> ends) {
    NodeId id = NodeId.random(random);
    List<NodeId> lineage = new ArrayList<>(above.ids());
    lineage.add(id);
    return new Node(
        id, kind, lineage, Ceiling.NOTHING, NodeState.LIVE, ends, holder, false, clock.instant());
  }

  private Uni<Boolean> add(Node node) {
    return registry
        .addChild(node, Ceiling.WIDEST)
        .invoke(
            added -> {
              if (!added) {
                throw Refusal.refused(Reason.CEILING_EXCEEDED, Attachment.FULL);
              }
            });
  }
}
