package dev.avowry.people.http;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.people.Assignment;
import dev.avowry.people.Role;
import dev.avowry.people.Roles;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** What humans may do beyond looking after what they sponsor. */
@Path("/v1/roles")
public class RoleResource {
  private final Roles roles;
  private final CurrentCaller caller;

  RoleResource(Roles roles, CurrentCaller caller) {
    this.roles = roles;
    this.caller = caller;
  }

  /** A human with their roles. */
  public record AssignmentView(String sponsor, String name, List<String> roles, Instant since) {
    static AssignmentView of(Assignment assignment) {
      return new AssignmentView(
          assignment.human().toString(),
          assignment.name(),
          assignment.roles().stream().map(Role::code).sorted().toList(),
          assignment.since());
    }
  }

  /** Lists who has which role. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("roles.read")
  public Uni<Page<AssignmentView>> list(
      @RestQuery Optional<String> after, @RestQuery Optional<String> limit) {
    return roles.all(PageRequest.of(after, limit)).map(page -> page.map(AssignmentView::of));
  }

  /** Gives a human a role. */
  @PUT
  @Path("/{role}/{sponsor}")
  @Consumes(MediaType.WILDCARD)
  @Permission("roles.grant")
  public Uni<Void> grant(@RestPath String role, @RestPath String sponsor) {
    return roles.grant(human(sponsor), named(role), caller.get());
  }

  /** Takes it. */
  @DELETE
  @Path("/{role}/{sponsor}")
  @Permission("roles.grant")
  public Uni<Void> remove(@RestPath String role, @RestPath String sponsor) {
    return roles.remove(human(sponsor), named(role), caller.get());
  }

  private static NodeId human(String id) {
    return NodeId.parse(id)
        .orElseThrow(() -> Refusal.refused(Reason.NOT_FOUND, "there is no such sponsor"));
  }

  private static Role named(String code) {
    return Role.named(code)
        .orElseThrow(
            () ->
                Refusal.refused(
                    Reason.NOT_FOUND, "a role is one of admin, security, auditor, operator"));
  }
}
