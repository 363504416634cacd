package dev.avowry.console.http;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.people.Assignment;
import dev.avowry.people.Role;
import dev.avowry.people.Roles;
import dev.avowry.web.Permission;
import dev.avowry.web.http.BySession;
import dev.avowry.web.http.SeeOther;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Who may do more than look after what they sponsor. */
@BySession
@Path("/console")
@Produces(MediaType.TEXT_HTML)
public class RolesPageResource {
  private final Frames frames;
  private final Roles roles;

  RolesPageResource(Frames frames, Roles roles) {
    this.frames = frames;
    this.roles = roles;
  }

  /** Type-safe templates of this resource. */
  @CheckedTemplate(basePath = "console")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance roles(Frame frame, Page<Assignment> list, List<Role> all);
  }

  /** Lists them. */
  @GET
  @Path("/roles")
  @Permission("roles.read")
  public Uni<TemplateInstance> list(@RestQuery Optional<String> after) {
    Frame frame = frames.at(Place.ROLES);
    return roles
        .all(PageRequest.of(after, Optional.empty()))
        .map(page -> Templates.roles(frame, page, Arrays.asList(Role.values())));
  }

  /** Gives a role. */
  @POST
  @Path("/roles/grant")
  @Permission("roles.grant")
  public Uni<RestResponse<Void>> grant(
      @RestForm @DefaultValue("") String sponsor, @RestForm @DefaultValue("") String role) {
    return roles
        .grant(human(sponsor), named(role), frames.at(Place.ROLES).caller())
        .replaceWith(RolesPageResource::back);
  }

  /** Takes one. */
  @POST
  @Path("/roles/remove")
  @Permission("roles.grant")
  public Uni<RestResponse<Void>> remove(
      @RestForm @DefaultValue("") String sponsor, @RestForm @DefaultValue("") String role) {
    return roles
        .remove(human(sponsor), named(role), frames.at(Place.ROLES).caller())
        .replaceWith(RolesPageResource::back);
  }

  private static RestResponse<Void> back() {
    return SeeOther.to("/console/roles");
  }

  private static NodeId human(String id) {
    return NodeId.parse(id.strip())
        .orElseThrow(
            () -> Refusal.refused(Reason.INVALID_REQUEST, "sponsor is not an id: 11 characters"));
  }

  private static Role named(String code) {
    return Role.named(code)
        .orElseThrow(() -> Refusal.refused(Reason.INVALID_REQUEST, "there is no such role"));
  }
}
