package dev.avowry.approval.http;

import dev.avowry.approval.ApprovalRequest;
import dev.avowry.approval.ApprovalRequests;
import dev.avowry.approval.AskedView;
import dev.avowry.approval.Backchannel;
import dev.avowry.approval.Petition;
import dev.avowry.kernel.ApprovalId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** What agents ask of humans: humans answer in their browsers and nowhere else. */
@Path("/v1/approvals")
@Produces(MediaType.APPLICATION_JSON)
public class ApprovalResource {
  private final Backchannel backchannel;
  private final ApprovalRequests requests;
  private final CurrentCaller caller;
  private final Clock clock;

  ApprovalResource(
      Backchannel backchannel, ApprovalRequests requests, CurrentCaller caller, Clock clock) {
    this.backchannel = backchannel;
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

  /** The body of {@code POST}, in the words of CIBA Core §7.1. */
  public record PetitionRequest(
      List<String> scopes,
      Optional<List<String>> resources,
      Optional<String> loginHint,
      Optional<String> bindingMessage,
      Optional<Integer> requestedExpiry,
      Optional<String> clientNotificationToken) {
    Petition toPetition() {
      return new Petition(
          scopes,
          resources.orElse(List.of()),
          loginHint,
          bindingMessage,
          requestedExpiry,
          clientNotificationToken);
    }

    /** Shows no token. */
    @Override
    public String toString() {
      return "PetitionRequest[scopes=" + scopes + "]";
    }
  }

  /** Asks a human who is not there. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Permission("approvals.ask")
  public Uni<RestResponse<AskedView>> ask(PetitionRequest request) {
    return backchannel
        .ask(request.toPetition(), caller.get())
        .map(asked -> RestResponse.status(RestResponse.Status.CREATED, AskedView.of(asked)));
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
