package dev.avowry.federation.http;

import dev.avowry.federation.Adopted;
import dev.avowry.federation.QuarantinedWorkload;
import dev.avowry.federation.WorkloadFilter;
import dev.avowry.federation.Workloads;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.TrustId;
import dev.avowry.web.Caller;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Workloads that no rule named when they came: for adoption, or for rejection. */
@Path("/v1/workloads")
@Consumes(MediaType.APPLICATION_JSON)
public class WorkloadResource {
  private final Workloads workloads;
  private final CurrentCaller caller;

  WorkloadResource(Workloads workloads, CurrentCaller caller) {
    this.workloads = workloads;
    this.caller = caller;
  }

  /**
   * A workload that was adopted.
   *
   * @param agent what it is from now on: another agent, since a node's parent never changes
   * @param revoked the agent that it was in quarantine
   */
  public record AdoptionView(
      String agent, String sponsor, RuleView rule, String revoked, WorkloadView workload) {
    static AdoptionView of(Adopted adopted) {
      return new AdoptionView(
          adopted.agent().id().toString(),
          adopted.agent().node().sponsor().toString(),
          RuleView.of(adopted.rule()),
          adopted.workload().id().toString(),
          WorkloadView.of(adopted.workload()));
    }
  }

  /** Lists them, the oldest first. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("workloads.read")
  public Uni<WorkloadView.WorkloadList> list(
      @RestQuery Optional<String> state,
      @RestQuery("trusted_issuer") Optional<String> trustedIssuer,
      @RestQuery Optional<String> subject,
      @RestQuery Optional<String> after,
      @RestQuery Optional<String> limit) {
    WorkloadFilter filter =
        new WorkloadFilter(
            state.map(WorkloadResource::state),
            trustedIssuer.map(WorkloadResource::trust),
            subject);
    return workloads.list(filter, PageRequest.of(after, limit)).map(WorkloadView.WorkloadList::of);
  }

  /** Shows one. */
  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("workloads.read")
  public Uni<WorkloadView> read(@RestPath String id) {
    return workloads.workload(id(id)).map(WorkloadView::of);
  }

  /** Makes one an agent of its own. */
  @POST
  @Path("/{id}/adoption")
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("workloads.decide")
  public Uni<RestResponse<AdoptionView>> adopt(@RestPath String id, AdoptionRequest request) {
    Caller by = caller.get();
    return workloads
        .adopt(id(id), request.toAdoption(by.sponsor()), TrustedIssuerResource.requester(by))
        .map(AdoptionView::of)
        .map(
            view ->
                RestResponse.ResponseBuilder.<AdoptionView>created(
                        URI.create("/v1/agents/" + view.agent()))
                    .entity(view)
                    .build());
  }

  /** Refuses one from now on. */
  @DELETE
  @Path("/{id}")
  @Permission("workloads.decide")
  public Uni<Void> reject(@RestPath String id) {
    return workloads.reject(id(id), TrustedIssuerResource.requester(caller.get()));
  }

  /** What is no id names nothing. */
  private static NodeId id(String text) {
    return NodeId.parse(text)
        .orElseThrow(() -> Refusal.refused(Reason.NOT_FOUND, "there is no such workload"));
  }

  private static TrustId trust(String text) {
    return TrustId.parse(text)
        .orElseThrow(
            () -> TrustedIssuerRequest.invalid("trusted_issuer is not an id: 11 characters"));
  }

  private static QuarantinedWorkload.State state(String code) {
    return QuarantinedWorkload.State.named(code)
        .orElseThrow(
            () ->
                TrustedIssuerRequest.invalid(
                    "state must be one of quarantined, adopted, rejected"));
  }
}
