package dev.avowry.token;

import dev.avowry.agent.Delegations;
import dev.avowry.agent.Lineage;
import dev.avowry.agent.NodeState;
import dev.avowry.agent.Standing;
import dev.avowry.authn.AuthenticatedClient;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.token.Grounds.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Whether an agent may act for somebody, and the delegation by which it does. */
@ApplicationScoped
class Acting {
  private final Delegations delegations;

  Acting(Delegations delegations) {
    this.delegations = delegations;
  }

  /**
   * Why the client may act for the subject without the subject's word: it descends from the
   * subject, or a standing delegation lets it. Empty when it may not.
   *
   * @param node the node under which the subject's authority is
   */
  Uni<Optional<Permission>> permission(
      AuthenticatedClient client, NodeId subject, NodeId node, Standing standing) {
    return client.client().lineage().ids().contains(subject)
        ? Uni.createFrom().item(Optional.of(Permission.DESCENDS))
        : standing
            .delegation(node, client.id())
            .map(found -> found.filter(Acting::isStanding))
            .map(found -> found.map(any -> Permission.STANDING_DELEGATION));
  }

  private static boolean isStanding(Lineage delegation) {
    return delegation.node().standing() && delegation.node().state() == NodeState.LIVE;
  }

  /** The delegation from the node to the client, made when there is none. */
  Uni<Lineage> edge(AuthenticatedClient client, NodeId node, Standing standing, Origin origin) {
    return standing
        .delegation(node, client.id())
        .chain(
            found ->
                found
                    .map(edge -> Uni.createFrom().item(edge))
                    .orElseGet(() -> made(client, node, standing, origin)));
  }

  private Uni<Lineage> made(
      AuthenticatedClient client, NodeId node, Standing standing, Origin origin) {
    return delegations
        .edge(node, client.id(), origin)
        .chain(() -> standing.delegation(node, client.id()))
        .map(Optional::orElseThrow);
  }
}
