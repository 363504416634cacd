package dev.avowry.agent.http;

import dev.avowry.agent.AgentRole;
import dev.avowry.agent.AgentRoles;
import dev.avowry.agent.Bounds;
import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Node;
import dev.avowry.web.Caller;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Roles of agents. What takes from them is an order like any other, with the role's own id. */
@Path("/v1/agent-roles")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AgentRoleResource {
  private final AgentRoles roles;
  private final CurrentCaller caller;

  AgentRoleResource(AgentRoles roles, CurrentCaller caller) {
    this.roles = roles;
    this.caller = caller;
  }

  /** What agents with a role hold at the most. */
  public record RoleCeiling(
      List<String> scopes,
      List<String> resources,
      Optional<Integer> maxTtl,
      Optional<Integer> maxDepth,
      Optional<List<Map<String, Object>>> authorizationDetails) {
    Ceiling toCeiling() {
      return new Ceiling(
          Bounds.scopes(scopes),
          Bounds.resources(resources),
          maxTtl.map(Bounds::maxTtl).orElse(Ceiling.LONGEST_TTL),
          maxDepth.map(Bounds::maxDepth).orElse(0),
          Ceiling.WIDEST,
          Bounds.authorizationDetails(authorizationDetails));
    }
  }

  /** The body of {@code POST}. */
  public record RoleRequest(String name, String description, RoleCeiling ceiling) {}

  /** The body of {@code PUT}. */
  public record WiderRequest(RoleCeiling ceiling) {}

  /** A ceiling on the wire. */
  public record RoleCeilingView(
      Optional<List<String>> scopes,
      Optional<List<String>> resources,
      long maxTtl,
      int maxDepth,
      Optional<List<Map<String, Object>>> authorizationDetails) {
    static RoleCeilingView of(Ceiling ceiling) {
      return new RoleCeilingView(
          ExtentView.of(ceiling.scopes()),
          ExtentView.of(ceiling.resources()),
          ceiling.maxTtl().toSeconds(),
          ceiling.maxDepth(),
          ceiling.authorizationDetails().view());
    }
  }

  /** A role on the wire. */
  public record RoleView(
      String id,
      String name,
      String description,
      RoleCeilingView ceiling,
      String state,
      long holders,
      Instant createdAt) {
    static RoleView of(AgentRole role) {
      Node node = role.node();
      return new RoleView(
          node.id().toString(),
          role.name(),
          role.description(),
          RoleCeilingView.of(node.ceiling()),
          node.state().name().toLowerCase(Locale.ROOT),
          role.holders(),
          node.createdAt());
    }
  }

  /** All roles; there are few, so that they come in one page. */
  public record RoleList(List<RoleView> items, int total) {}

  /** Makes a role. */
  @POST
  @Permission("agent_roles.manage")
  public Uni<RestResponse<RoleView>> make(RoleRequest request) {
    Caller by = caller.get();
    return roles
        .make(
            request.name(),
            request.description(),
            request.ceiling().toCeiling(),
            by.actor().toString(),
            by.origin())
        .map(role -> RestResponse.status(RestResponse.Status.CREATED, RoleView.of(role)));
  }

  /** Lists roles. */
  @GET
  @Permission("agent_roles.read")
  public Uni<RoleList> list() {
    return roles
        .all()
        .map(all -> new RoleList(all.stream().map(RoleView::of).toList(), all.size()));
  }

  /** Widens a role. */
  @PUT
  @Path("/{id}")
  @Permission("agent_roles.manage")
  public Uni<RoleView> widen(@RestPath String id, WiderRequest request) {
    Caller by = caller.get();
    return roles
        .widen(Ids.ofPath(id), request.ceiling().toCeiling(), by.actor().toString(), by.origin())
        .map(RoleView::of);
  }
}
