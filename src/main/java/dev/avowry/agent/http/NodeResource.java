package dev.avowry.agent.http;

import dev.avowry.agent.Death;
import dev.avowry.agent.Deaths;
import dev.avowry.agent.Directory;
import dev.avowry.agent.Lineage;
import dev.avowry.agent.Node;
import dev.avowry.agent.TreeNode;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.PageRequest;
import dev.avowry.web.Caller;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** The tree of authority. */
@Path("/v1/nodes")
@Produces(MediaType.APPLICATION_JSON)
public class NodeResource {
  private final Directory directory;
  private final CurrentCaller caller;
  private final Deaths deaths;

  NodeResource(Directory directory, CurrentCaller caller, Deaths deaths) {
    this.directory = directory;
    this.caller = caller;
    this.deaths = deaths;
  }

  /** A node on the wire. Depth is counted from the sponsor, whose depth is 0. */
  public record NodeView(
      String id,
      String kind,
      Optional<String> parent,
      int depth,
      String name,
      Optional<String> actor,
      String state,
      String effectiveState,
      Optional<String> deadBecauseOf,
      Optional<DeathView> death,
      Optional<List<String>> scopes,
      Optional<List<String>> resources,
      long maxTtl,
      int maxDepth,
      int maxChildren,
      Optional<List<Map<String, Object>>> authorizationDetails,
      long liveAgents,
      long liveDelegations,
      Optional<Instant> expiresAt,
      Instant createdAt) {
    static NodeView of(TreeNode item, Map<NodeId, Death> deaths) {
      Node node = item.node();
      EffectiveState effective = EffectiveState.of(deaths.get(node.id()));
      return new NodeView(
          node.id().toString(),
          node.kind().name().toLowerCase(Locale.ROOT),
          node.parent().map(NodeId::toString),
          node.lineage().size() - 1,
          item.name(),
          node.actor().map(NodeId::toString),
          node.state().name().toLowerCase(Locale.ROOT),
          effective.code(),
          effective.deadBecauseOf(),
          effective.death(),
          ExtentView.of(node.ceiling().scopes()),
          ExtentView.of(node.ceiling().resources()),
          node.ceiling().maxTtl().toSeconds(),
          node.ceiling().maxDepth(),
          node.ceiling().maxChildren(),
          node.ceiling().authorizationDetails().view(),
          item.liveAgents(),
          item.liveDelegations(),
          node.expiresAt(),
          node.createdAt());
    }
  }

  /** The node and everything below it, depth first: a parent always stands before its children. */
  @GET
  @Path("/{id}/tree")
  @Permission("nodes.tree")
  public Uni<PageView<NodeView>> tree(
      @RestPath String id, @RestQuery Optional<String> after, @RestQuery Optional<String> limit) {
    Caller by = caller.get();
    PageRequest page = PageRequest.of(after, limit);
    return directory
        .lineage(Ids.ofPath(id))
        .map(found -> Ids.reachable(by, found, Lineage::ids))
        .chain(lineage -> directory.tree(lineage.node(), page))
        .chain(
            tree ->
                deaths
                    .of(tree.items().stream().map(item -> item.node().id()).toList())
                    .map(dead -> PageView.of(tree, item -> NodeView.of(item, dead))));
  }
}
