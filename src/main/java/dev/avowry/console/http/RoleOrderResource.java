package dev.avowry.console.http;

import dev.avowry.agent.AgentRole;
import dev.avowry.agent.AgentRoles;
import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Directory;
import dev.avowry.agent.Lineage;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.revocation.Answer;
import dev.avowry.revocation.Carried;
import dev.avowry.revocation.Cause;
import dev.avowry.revocation.Leave;
import dev.avowry.revocation.Mark;
import dev.avowry.revocation.Mode;
import dev.avowry.revocation.Order;
import dev.avowry.revocation.Requester;
import dev.avowry.revocation.Revocations;
import dev.avowry.revocation.Target;
import dev.avowry.revocation.Tightening;
import dev.avowry.web.Caller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.BySession;
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
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;

/**
 * Changes what a role allows, or takes it from an agent: first what would end by it, then the
 * order. What was shown is what is ordered, or it is asked again.
 */
@BySession
@Path("/console")
@Produces(MediaType.TEXT_HTML)
public class RoleOrderResource {
  private final Frames frames;
  private final AgentRoles roles;
  private final Directory directory;
  private final Revocations revocations;

  RoleOrderResource(Frames frames, AgentRoles roles, Directory directory, Revocations revocations) {
    this.frames = frames;
    this.roles = roles;
    this.directory = directory;
    this.revocations = revocations;
  }

  /** Type-safe templates of this resource. */
  @CheckedTemplate(basePath = "console")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance roleOrder(Frame frame, RoleOrderPage page);
  }

  /** Says what would end, and asks. */
  @POST
  @Path("/agent-roles/{id}/preview")
  @Permission("agent_roles.manage")
  public Uni<TemplateInstance> preview(@RestPath String id, @BeanParam RoleForm form) {
    Frame frame = frames.at(Place.AGENT_ROLES);
    return roles
        .find(AgentRolesPageResource.id(id))
        .chain(role -> preview(role, form, frame.caller()))
        .map(page -> Templates.roleOrder(frame, page));
  }

  private Uni<RoleOrderPage> preview(AgentRole role, RoleForm form, Caller by) {
    Ceiling asked = asked(role, form);
    return switch (RoleChange.of(role.node().ceiling(), asked)) {
      case WIDENS -> Uni.createFrom().item(RoleOrderPage.widening(role, form));
      case TIGHTENS ->
          revocations
              .dryRun(tightening(role, asked, by))
              .map(preview -> RoleOrderPage.tightening(role, form, preview));
      case NOTHING -> throw invalid("nothing would change: that is its ceiling already");
      case BOTH ->
          throw invalid("part of it would go up and part come down: do one after the other");
    };
  }

  /** Changes it. */
  @POST
  @Path("/agent-roles/{id}/change")
  @Permission("agent_roles.manage")
  public Uni<Response> change(
      @RestPath String id, @BeanParam RoleForm form, @RestForm @DefaultValue("") String direction) {
    Caller by = frames.at(Place.AGENT_ROLES).caller();
    return roles
        .find(AgentRolesPageResource.id(id))
        .chain(role -> change(role, asked(role, form), direction, by));
  }

  private Uni<Response> change(AgentRole role, Ceiling asked, String direction, Caller by) {
    RoleChange change = RoleChange.of(role.node().ceiling(), asked);
    if (!Shown.code(change).equals(direction)) {
      throw Refusal.refused(
          Reason.CONFLICT, "the role was changed meanwhile: look at what would end once more");
    }
    return change == RoleChange.WIDENS
        ? roles
            .widen(role.node().id(), asked, by.actor().toString(), by.origin())
            .map(wider -> to(place(wider)))
        : revocations.order(tightening(role, asked, by)).map(answer -> done(role, answer));
  }

  /** Says what an agent would lose without the role, and asks. */
  @GET
  @Path("/agent-roles/{id}/holders/{assignment}/take")
  @Permission("agent_roles.manage")
  public Uni<TemplateInstance> ask(@RestPath String id, @RestPath String assignment) {
    Frame frame = frames.at(Place.AGENT_ROLES);
    return roles
        .find(AgentRolesPageResource.id(id))
        .chain(role -> held(role, assignment).chain(it -> taking(role, it, frame.caller())))
        .map(page -> Templates.roleOrder(frame, page));
  }

  private Uni<RoleOrderPage> taking(AgentRole role, Lineage held, Caller by) {
    NodeId agent = held.node().actor().orElseThrow();
    String place = "holders/" + held.node().id() + "/take";
    return directory
        .agent(agent)
        .map(found -> found.map(it -> it.agent().name()).orElseGet(agent::toString))
        .chain(
            name ->
                revocations
                    .dryRun(revoking(held, by))
                    .map(preview -> RoleOrderPage.taking(role, place, name, preview)));
  }

  /** Takes it. */
  @POST
  @Path("/agent-roles/{id}/holders/{assignment}/take")
  @Permission("agent_roles.manage")
  public Uni<Response> take(@RestPath String id, @RestPath String assignment) {
    Caller by = frames.at(Place.AGENT_ROLES).caller();
    return roles
        .find(AgentRolesPageResource.id(id))
        .chain(
            role ->
                held(role, assignment)
                    .chain(it -> revocations.order(revoking(it, by)))
                    .map(answer -> done(role, answer)));
  }

  private Uni<Lineage> held(AgentRole role, String assignment) {
    return directory
        .lineage(AgentRolesPageResource.id(assignment))
        .map(found -> found.filter(it -> isOf(it, role)))
        .map(
            found ->
                found.orElseThrow(
                    () -> Refusal.refused(Reason.NOT_FOUND, "nobody has the role by that")));
  }

  private static boolean isOf(Lineage lineage, AgentRole role) {
    return lineage.node().actor().isPresent() && lineage.node().sponsor().equals(role.node().id());
  }

  private static Ceiling asked(AgentRole role, RoleForm form) {
    return form.toCeiling(role.node().ceiling().authorizationDetails());
  }

  private static Order tightening(AgentRole role, Ceiling asked, Caller by) {
    return new Order(
        new Target.OfNode(role.node().id(), Optional.empty()),
        Mode.TIGHTEN,
        Optional.of(Tightening.to(asked)),
        Cause.POLICY.code(),
        Optional.empty(),
        Requester.of(by),
        new Leave.Own());
  }

  private static Order revoking(Lineage held, Caller by) {
    return Order.of(
        new Target.OfNode(held.node().id(), Optional.empty()),
        Mode.REVOKE,
        Cause.POLICY.code(),
        Optional.empty(),
        Requester.of(by));
  }

  /** What ended something has a receipt. */
  private static Response done(AgentRole role, Answer answer) {
    return to(
        answer instanceof Carried carried
            ? carried
                .mark()
                .map(Mark::seq)
                .map(seq -> "/console/revocations/" + seq)
                .orElseGet(() -> place(role))
            : place(role));
  }

  private static String place(AgentRole role) {
    return "/console/agent-roles/" + role.node().id();
  }

  private static Response to(String path) {
    return Response.seeOther(URI.create(path)).build();
  }

  private static Refused invalid(String why) {
    return Refusal.refused(Reason.INVALID_REQUEST, why);
  }
}
