package dev.avowry.console.http;

import dev.avowry.agent.AgentRole;
import dev.avowry.agent.AgentRoles;
import dev.avowry.agent.DetailExtent;
import dev.avowry.agent.RoleHolder;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.web.Caller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.BySession;
import dev.avowry.web.http.SeeOther;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Roles of agents: what each allows, and who has it. */
@BySession
@Path("/console")
@Produces(MediaType.TEXT_HTML)
public class AgentRolesPageResource {
  private static final String PLACE = "/console/agent-roles/";
  private static final int SHOWN = 50;

  private final Frames frames;
  private final AgentRoles roles;

  AgentRolesPageResource(Frames frames, AgentRoles roles) {
    this.frames = frames;
    this.roles = roles;
  }

  /**
   * A role and some of those who have it.
   *
   * @param next after which there are more
   * @param form its ceiling, to be changed
   */
  record RolePage(AgentRole role, List<RoleHolder> holders, Optional<NodeId> next, RoleForm form) {
    static RolePage of(AgentRole role, List<RoleHolder> read) {
      boolean more = read.size() > SHOWN;
      List<RoleHolder> shown = more ? read.subList(0, SHOWN) : read;
      return new RolePage(
          role,
          List.copyOf(shown),
          more ? Optional.of(shown.getLast().assignment()) : Optional.empty(),
          RoleForm.of(role.node().ceiling()));
    }
  }

  /** Type-safe templates of this resource. */
  @CheckedTemplate(basePath = "console")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance agentRoles(
        Frame frame, List<AgentRole> roles, RoleForm form, Optional<String> problem);

    static native TemplateInstance agentRole(Frame frame, RolePage page);
  }

  /** Lists them. */
  @GET
  @Path("/agent-roles")
  @Permission("agent_roles.read")
  public Uni<TemplateInstance> list() {
    Frame frame = frames.at(Place.AGENT_ROLES);
    return roles
        .all()
        .map(all -> Templates.agentRoles(frame, all, new RoleForm(), Optional.empty()));
  }

  /** Makes one. */
  @POST
  @Path("/agent-roles")
  @Permission("agent_roles.manage")
  public Uni<Response> make(@BeanParam RoleForm form) {
    Frame frame = frames.at(Place.AGENT_ROLES);
    Caller by = frame.caller();
    return Uni.createFrom()
        .deferred(
            () ->
                roles.make(
                    form.name.strip(),
                    form.description.strip(),
                    form.toCeiling(DetailExtent.none()),
                    by.actor().toString(),
                    by.origin()))
        .map(role -> Response.seeOther(URI.create(PLACE + role.node().id())).build())
        .onFailure(Refused.class)
        .recoverWithUni(refused -> refusedForm(frame, form, refused));
  }

  private Uni<Response> refusedForm(Frame frame, RoleForm form, Throwable refused) {
    return roles
        .all()
        .chain(
            all ->
                Refusals.page(
                    refused, why -> Templates.agentRoles(frame, all, form, Optional.of(why))));
  }

  /** Shows one. */
  @GET
  @Path("/agent-roles/{id}")
  @Permission("agent_roles.read")
  public Uni<TemplateInstance> show(@RestPath String id, @RestQuery Optional<String> after) {
    Frame frame = frames.at(Place.AGENT_ROLES);
    NodeId role = id(id);
    return roles
        .find(role)
        .chain(
            found ->
                roles
                    .holders(role, after.map(AgentRolesPageResource::id), SHOWN + 1)
                    .map(holders -> Templates.agentRole(frame, RolePage.of(found, holders))));
  }

  /** Gives one to an agent, from the agent's page. */
  @POST
  @Path("/agents/{agent}/roles")
  @Permission("agent_roles.manage")
  public Uni<RestResponse<Void>> give(
      @RestPath String agent, @RestForm @DefaultValue("") String role) {
    return give(id(role), id(agent)).replaceWith(() -> SeeOther.to("/console/agents/" + agent));
  }

  /** The same from the role's page. */
  @POST
  @Path("/agent-roles/{id}/holders")
  @Permission("agent_roles.manage")
  public Uni<RestResponse<Void>> giveTo(
      @RestPath String id, @RestForm @DefaultValue("") String agent) {
    return give(id(id), id(agent.strip())).replaceWith(() -> SeeOther.to(PLACE + id));
  }

  private Uni<?> give(NodeId role, NodeId agent) {
    Caller by = frames.at(Place.AGENT_ROLES).caller();
    return roles.give(role, agent, by.actor().toString(), by.origin());
  }

  static NodeId id(String text) {
    return NodeId.parse(text)
        .orElseThrow(
            () ->
                Refusal.refused(
                    Reason.NOT_FOUND, "there is no such thing, or it is not yours to know of"));
  }
}
