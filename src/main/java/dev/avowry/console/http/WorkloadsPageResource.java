package dev.avowry.console.http;

import dev.avowry.agent.AgentKind;
import dev.avowry.federation.Adoption;
import dev.avowry.federation.QuarantinedWorkload;
import dev.avowry.federation.TrustedIssuer;
import dev.avowry.federation.TrustedIssuers;
import dev.avowry.federation.WorkloadFilter;
import dev.avowry.federation.Workloads;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.revocation.Requester;
import dev.avowry.web.Caller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.BySession;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Workloads that nobody has decided about: each is adopted by a form, or refused. */
@BySession
@Path("/console")
@Produces(MediaType.TEXT_HTML)
public class WorkloadsPageResource {
  private static final WorkloadFilter WAITING =
      new WorkloadFilter(
          Optional.of(QuarantinedWorkload.State.QUARANTINED), Optional.empty(), Optional.empty());

  private final Frames frames;
  private final Workloads workloads;
  private final TrustedIssuers issuers;

  WorkloadsPageResource(Frames frames, Workloads workloads, TrustedIssuers issuers) {
    this.frames = frames;
    this.workloads = workloads;
    this.issuers = issuers;
  }

  /** Those that wait, and who vouches for them. */
  record WorkloadsPage(Page<QuarantinedWorkload> page, Map<String, String> issuers) {
    /** The address of the issuer; its id where the trust is no more. */
    public String issuer(QuarantinedWorkload workload) {
      String id = workload.issuer().toString();
      return issuers.getOrDefault(id, id);
    }
  }

  /** Type-safe templates of this resource. */
  @CheckedTemplate(basePath = "console")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance workloads(Frame frame, WorkloadsPage list);

    static native TemplateInstance adoption(
        Frame frame,
        QuarantinedWorkload workload,
        AgentForm form,
        List<AgentKind> kinds,
        Optional<String> problem);
  }

  /** Lists those that wait, the oldest first. */
  @GET
  @Path("/workloads")
  @Permission("workloads.read")
  public Uni<TemplateInstance> list(@RestQuery Optional<String> after) {
    Frame frame = frames.at(Place.WORKLOADS);
    return Uni.combine()
        .all()
        .unis(workloads.list(WAITING, PageRequest.of(after, Optional.empty())), issuers.issuers())
        .with((page, all) -> Templates.workloads(frame, new WorkloadsPage(page, addresses(all))));
  }

  /** Asks what one is to be. */
  @GET
  @Path("/workloads/{id}/adopt")
  @Permission("workloads.decide")
  public Uni<TemplateInstance> ask(@RestPath String id) {
    Caller by = frames.at(Place.WORKLOADS).caller();
    return workloads.workload(id(id)).map(workload -> page(workload, proposed(by), ""));
  }

  /** Makes one an agent of its own. */
  @POST
  @Path("/workloads/{id}/adopt")
  @Permission("workloads.decide")
  public Uni<Response> adopt(@RestPath String id, @BeanParam AgentForm form) {
    Caller by = frames.at(Place.WORKLOADS).caller();
    return workloads.workload(id(id)).chain(workload -> adopt(workload, form, by));
  }

  private Uni<Response> adopt(QuarantinedWorkload workload, AgentForm form, Caller by) {
    return Uni.createFrom()
        .deferred(
            () ->
                workloads.adopt(
                    workload.id(),
                    new Adoption(form.sponsorId(), form.toWorkload(), List.of()),
                    Requester.of(by)))
        .map(adopted -> to("/console/agents/" + adopted.agent().id()))
        .onFailure(Refused.class)
        .recoverWithUni(refused -> Refusals.page(refused, why -> page(workload, form, why)));
  }

  /** Refuses one from now on. */
  @POST
  @Path("/workloads/{id}/reject")
  @Permission("workloads.decide")
  public Uni<Response> reject(@RestPath String id) {
    Caller by = frames.at(Place.WORKLOADS).caller();
    return workloads.reject(id(id), Requester.of(by)).replaceWith(() -> to("/console/workloads"));
  }

  /** Nothing below it, until somebody says otherwise. */
  private static AgentForm proposed(Caller by) {
    AgentForm form = new AgentForm();
    form.kind = AgentKind.WORKLOAD.code();
    form.sponsor = by.sponsor().toString();
    form.maxDepth = "0";
    form.maxChildren = "0";
    return form;
  }

  private TemplateInstance page(QuarantinedWorkload workload, AgentForm form, String problem) {
    return Templates.adoption(
        frames.at(Place.WORKLOADS),
        workload,
        form,
        List.of(AgentKind.values()),
        Optional.of(problem).filter(text -> !text.isEmpty()));
  }

  private static Map<String, String> addresses(List<TrustedIssuer> all) {
    return all.stream()
        .collect(Collectors.toMap(each -> each.id().toString(), TrustedIssuer::issuer));
  }

  private static Response to(String path) {
    return Response.seeOther(URI.create(path)).build();
  }

  private static NodeId id(String text) {
    return NodeId.parse(text)
        .orElseThrow(() -> Refusal.refused(Reason.NOT_FOUND, "there is no such workload"));
  }
}
