package dev.avowry.agent.http;

import dev.avowry.agent.AgentRoleStore.NamedAssignment;
import dev.avowry.agent.AgentRoles;
import dev.avowry.agent.Directory;
import dev.avowry.agent.Node;
import dev.avowry.kernel.NodeId;
import dev.avowry.web.Caller;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;

/** The roles of an agent. */
@Path("/v1/agents/{id}/roles")
@Produces(MediaType.APPLICATION_JSON)
public class HeldRoleResource {
  private final AgentRoles roles;
  private final Directory directory;
  private final CurrentCaller caller;

  HeldRoleResource(AgentRoles roles, Directory directory, CurrentCaller caller) {
    this.roles = roles;
    this.directory = directory;
    this.caller = caller;
  }

  /** That an agent has a role. It is taken away by its id. */
  public record AssignmentView(
      String id,
      String agent,
      String role,
      Optional<String> name,
      String state,
      Instant createdAt) {
    static AssignmentView of(Node node, Optional<String> name) {
      return new AssignmentView(
          node.id().toString(),
          node.actor().orElseThrow().toString(),
          node.sponsor().toString(),
          name,
          node.state().name().toLowerCase(Locale.ROOT),
          node.createdAt());
    }

    static AssignmentView of(NamedAssignment held) {
      return of(held.node(), Optional.of(held.role()));
    }
  }

  /** The roles of one agent. */
  public record AssignmentList(List<AssignmentView> items, int total) {}

  /** Gives an agent a role. */
  @PUT
  @Path("/{role}")
  @Permission("agent_roles.manage")
  public Uni<AssignmentView> give(@RestPath String id, @RestPath String role) {
    Caller by = caller.get();
    return roles
        .give(Ids.ofPath(role), Ids.ofPath(id), by.actor().toString(), by.origin())
        .map(node -> AssignmentView.of(node, Optional.empty()));
  }

  /** Lists the roles of an agent. */
  @GET
  @Permission("agents.read")
  public Uni<AssignmentList> held(@RestPath String id) {
    Caller by = caller.get();
    NodeId agent = Ids.ofPath(id);
    return directory
        .agent(agent)
        .map(found -> Ids.reachable(by, found, client -> client.lineage().ids()))
        .chain(() -> roles.of(agent))
        .map(
            held ->
                new AssignmentList(held.stream().map(AssignmentView::of).toList(), held.size()));
  }
}
