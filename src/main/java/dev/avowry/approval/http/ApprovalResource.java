package dev.avowry.approval.http;

import dev.avowry.approval.ApprovalRequest;
import dev.avowry.approval.ApprovalRequests;
import dev.avowry.kernel.ApprovalId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * What agents have asked of humans, to look at: humans answer in their browsers and nowhere else.
 */
@Path("/v1/approvals")
@Produces(MediaType.APPLICATION_JSON)
public class ApprovalResource {
  private final ApprovalRequests requests;
  private final CurrentCaller caller;
  private final Clock clock;

  ApprovalResource(ApprovalRequests requests, CurrentCaller caller, Clock clock) {
    this.requests = requests;
    this.caller = caller;
    this.clock = clock;
  }

  /** A request on the wire. */
  public record ApprovalView(
      String id,
      String agent,
      String sponsor,
      List<String> scopes,
      List<String> resources,
      Optional<String> message,
      String state,
      Instant createdAt,
      Instant expiresAt) {
    static ApprovalView of(ApprovalRequest request, Instant now) {
      return new ApprovalView(
          request.id().toString(),
          request.agent().toString(),
          request.human().toString(),
          request.scopes().stream().sorted().toList(),
          request.resources(),
          request.message(),
          request.stateAt(now).code(),
          request.createdAt(),
          request.expiresAt());
    }
  }

  /** Lists them, latest first. */
  @GET
  @Permission("approvals.read")
  public Uni<Page<ApprovalView>> list(
      @RestQuery Optional<String> after, @RestQuery Optional<String> limit) {
    Instant now = clock.instant();
    return requests
        .page(PageRequest.of(after, limit), caller.get())
        .map(page -> page.map(request -> ApprovalView.of(request, now)));
  }

  /** Shows one. */
  @GET
  @Path("/{id}")
  @Permission("approvals.read")
  public Uni<ApprovalView> read(@RestPath String id) {
    ApprovalId named =
        ApprovalId.parse(id)
            .orElseThrow(
                () ->
                    Refusal.refused(
                        Reason.NOT_FOUND,
                        "there is no such request, or it is not yours to know of"));
    return requests
        .find(named, caller.get())
        .map(request -> ApprovalView.of(request, clock.instant()));
  }
}
