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
import java.time.Instant;
import java.util.Map;

/**
 * What humans lend to agents by their consent. Each is a node directly under the human, so that it
 * is taken back like any other; there are as many as were consented to.
 */
@ApplicationScoped
public class Grants {
  private final RegistryStore store;
  private final Ledger ledger;
  private final SecureRandom random;
  private final Clock clock;

  Grants(RegistryStore store, Ledger ledger, SecureRandom random, Clock clock) {
    this.store = store;
    this.ledger = ledger;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Lends, in the transaction that is under way or in one of its own.
   *
   * <p>Refused with {@link Reason#CEILING_EXCEEDED} when it is more than the human holds, and when
   * one of the two is not live.
   *
   * @param human who lends
   * @param actor the agent that it is lent to
   * @param ceiling what is lent; its depth is what the agent may hand on
   * @param ends when it ends by itself
   */
  @WithTransaction
  public Uni<Node> lend(NodeId human, NodeId actor, Ceiling ceiling, Instant ends, Origin origin) {
    return ledger
        .enterShared()
        .chain(() -> lineage(human))
        .chain(
            above ->
                lineage(actor)
                    .map(hands -> grant(above, hands, ceiling, ends))
                    .call(node -> add(node, above.effective().maxChildren())))
        .chain(node -> recorded(node, origin));
  }

  private Node grant(Lineage human, Lineage actor, Ceiling ceiling, Instant ends) {
    return Attachment.grant(human, actor, NodeId.random(random), ceiling, ends, clock.instant());
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

  private Uni<Node> recorded(Node node, Origin origin) {
    Event event =
        Event.of(EventType.GRANT_MADE, node.sponsor().toString(), origin)
            .onNode(node.id())
            .under(node.sponsor())
            .with(NodeDetail.of(node, Map.of("actor", node.actor().orElseThrow().toString())));
    return ledger.append(event).replaceWith(node);
  }

  private Uni<Lineage> lineage(NodeId id) {
    return store
        .lineage(id)
        .map(
            found ->
                found.orElseThrow(
                    () -> Refusal.refused(Reason.NOT_FOUND, "there is no such human or agent")));
  }
}
