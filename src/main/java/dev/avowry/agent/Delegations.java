package dev.avowry.agent;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;

/**
 * The edges by which authority gets into other hands. There is one for each parent node and actor,
 * made at the first exchange and used again by every later one: so that revoking it ends all that
 * this actor holds from there, and it cannot be had again by asking once more.
 */
@ApplicationScoped
public class Delegations {
  private final RegistryStore store;
  private final Ledger ledger;
  private final SecureRandom random;
  private final Clock clock;

  Delegations(RegistryStore store, Ledger ledger, SecureRandom random, Clock clock) {
    this.store = store;
    this.ledger = ledger;
    this.random = random;
    this.clock = clock;
  }

  /** The edge, made when there is none. Whether it is alive is for the gate to say. */
  @WithTransaction
  public Uni<NodeId> edge(NodeId parent, NodeId actor, Origin origin) {
    return ledger
        .enterShared()
        .chain(() -> store.delegation(parent, actor))
        .chain(
            found ->
                found
                    .map(node -> Uni.createFrom().item(node))
                    .orElseGet(() -> make(parent, actor, false, actor.toString(), origin)))
        .map(Node::id);
  }

  /** Lets an actor exchange this node's tokens whenever it likes, until the edge is revoked. */
  @WithTransaction
  public Uni<Node> stand(NodeId parent, NodeId actor, String by, Origin origin) {
    return ledger
        .enterShared()
        .chain(() -> store.delegation(parent, actor))
        .chain(
            found ->
                found
                    .map(node -> letStand(node, by, origin))
                    .orElseGet(() -> make(parent, actor, true, by, origin)));
  }

  private Uni<Node> letStand(Node node, String by, Origin origin) {
    if (node.state() == NodeState.REVOKED) {
      return Uni.createFrom()
          .failure(Refusal.refused(Reason.CONFLICT, "the delegation to this agent was revoked"));
    }
    return store.letStand(node.id()).chain(() -> recorded(node.letStand(), by, origin));
  }

  private Uni<Node> make(NodeId parent, NodeId actor, boolean standing, String by, Origin origin) {
    return lineage(parent)
        .chain(
            above ->
                lineage(actor)
                    .map(hands -> make(above, hands, standing))
                    .call(node -> add(node, above.effective().maxChildren())))
        .chain(node -> recorded(node, by, origin));
  }

  private Node make(Lineage parent, Lineage actor, boolean standing) {
    return Attachment.delegation(parent, actor, NodeId.random(random), standing, clock.instant());
  }

  private Uni<Boolean> add(Node node, int most) {
    return store
        .addChild(node, most)
        .invoke(
            added -> {
              if (!added) {
                throw Refusal.refused(Reason.CEILING_EXCEEDED, Attachment.FULL);
              }
            });
  }

  private Uni<Node> recorded(Node node, String by, Origin origin) {
    Event event =
        Event.of(EventType.DELEGATION_MADE, by, origin)
            .onNode(node.id())
            .under(node.sponsor())
            .with(
                NodeDetail.of(
                    node,
                    Map.of(
                        "actor", node.actor().orElseThrow().toString(),
                        "standing", Boolean.toString(node.standing()))));
    return ledger.append(event).replaceWith(node);
  }

  private Uni<Lineage> lineage(NodeId id) {
    return store
        .lineage(id)
        .map(
            found ->
                found.orElseThrow(
                    () -> Refusal.refused(Reason.NOT_FOUND, "there is no such agent or node")));
  }
}
