package dev.avowry.agent.http;

import dev.avowry.agent.Death;
import dev.avowry.agent.Deaths;
import dev.avowry.agent.Delegations;
import dev.avowry.agent.Node;
import dev.avowry.kernel.NodeId;
import dev.avowry.web.Caller;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** Standing delegations: an agent lets another exchange its tokens without {@code may_act}. */
@Path("/v1/delegations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class DelegationResource {
  private final Delegations delegations;
  private final CurrentCaller caller;
  private final Deaths deaths;

  DelegationResource(Delegations delegations, CurrentCaller caller, Deaths deaths) {
    this.delegations = delegations;
    this.caller = caller;
    this.deaths = deaths;
  }

  /** The body of {@code POST}: into whose hands. */
  public record DelegationRequest(String actor) {}

  /** A delegation on the wire. */
  public record DelegationView(
      String id,
      String node,
      String parent,
      String actor,
      boolean standing,
      Optional<List<String>> scopes,
      Optional<List<String>> resources,
      long maxTtl,
      int maxDepth,
      Optional<List<Map<String, Object>>> authorizationDetails,
      String state,
      String effectiveState,
      Optional<String> deadBecauseOf,
      Optional<DeathView> death,
      Instant createdAt) {
    static DelegationView of(Node node, Map<NodeId, Death> deaths) {
      EffectiveState effective = EffectiveState.of(deaths.get(node.id()));
      return new DelegationView(
          node.id().toString(),
          node.id().toString(),
          node.parent().orElseThrow().toString(),
          node.actor().orElseThrow().toString(),
          node.standing(),
          ExtentView.of(node.ceiling().scopes()),
          ExtentView.of(node.ceiling().resources()),
          node.ceiling().maxTtl().toSeconds(),
          node.ceiling().maxDepth(),
          node.ceiling().authorizationDetails().view(),
          node.state().name().toLowerCase(Locale.ROOT),
          effective.code(),
          effective.deadBecauseOf(),
          effective.death(),
          node.createdAt());
    }
  }

  /** Makes the delegation, or lets the one that is there stand. */
  @POST
  @Permission("delegations.make")
  public Uni<RestResponse<DelegationView>> make(DelegationRequest request) {
    Caller by = caller.get();
    return delegations
        .stand(
            by.node(), Ids.ofMember("actor", request.actor()), by.actor().toString(), by.origin())
        .chain(node -> deaths.of(List.of(node.id())).map(dead -> DelegationView.of(node, dead)))
        .map(view -> RestResponse.status(RestResponse.Status.CREATED, view));
  }
}
