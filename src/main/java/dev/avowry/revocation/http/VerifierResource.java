package dev.avowry.revocation.http;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.revocation.Mark;
import dev.avowry.revocation.NewVerifier;
import dev.avowry.revocation.Verifier;
import dev.avowry.revocation.Verifiers;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Resource servers that say what they have applied. */
@Path("/v1/verifiers")
@Consumes(MediaType.APPLICATION_JSON)
public class VerifierResource {
  private final Verifiers verifiers;
  private final CurrentCaller caller;

  VerifierResource(Verifiers verifiers, CurrentCaller caller) {
    this.verifiers = verifiers;
    this.caller = caller;
  }

  /** The body of {@code POST}. */
  public record VerifierRequest(
      String agent, String name, List<String> resources, Optional<String> probe) {
    NewVerifier toNewVerifier() {
      NodeId id =
          NodeId.parse(agent)
              .orElseThrow(
                  () ->
                      Refusal.refused(Reason.INVALID_REQUEST, "agent is not an id: 11 characters"));
      return new NewVerifier(id, name, resources, probe);
    }
  }

  /** A verifier on the wire. */
  public record VerifierView(
      String id,
      String name,
      List<String> resources,
      Optional<String> probe,
      Instant registeredAt,
      Optional<AcknowledgementView> acknowledged) {
    static VerifierView of(Verifier verifier) {
      return new VerifierView(
          verifier.id().toString(),
          verifier.name(),
          verifier.resources(),
          verifier.probe(),
          verifier.registeredAt(),
          verifier.acknowledged().map(AcknowledgementView::of));
    }
  }

  /** Up to which entry, and when that was said. */
  public record AcknowledgementView(long seq, Instant at) {
    static AcknowledgementView of(Mark mark) {
      return new AcknowledgementView(mark.seq(), mark.at());
    }
  }

  /** A page on the wire. {@code next} is the {@code after} of the page that follows. */
  public record VerifierPage(List<VerifierView> items, long total, Optional<String> next) {
    static VerifierPage of(Page<Verifier> page) {
      return new VerifierPage(
          page.items().stream().map(VerifierView::of).toList(), page.total(), page.next());
    }
  }

  /** Registers one. */
  @POST
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("verifiers.register")
  public Uni<RestResponse<VerifierView>> register(VerifierRequest request) {
    Caller by = caller.get();
    return verifiers
        .register(request.toNewVerifier(), by.actor().toString(), by.origin())
        .map(VerifierView::of)
        .map(
            view ->
                RestResponse.ResponseBuilder.<VerifierView>created(
                        URI.create("/v1/verifiers/" + view.id()))
                    .entity(view)
                    .build());
  }

  /** Lists them. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("verifiers.list")
  public Uni<VerifierPage> list(
      @RestQuery Optional<String> after, @RestQuery Optional<String> limit) {
    return verifiers.page(PageRequest.of(after, limit)).map(VerifierPage::of);
  }

  /** Removes one. */
  @DELETE
  @Path("/{id}")
  @Permission("verifiers.remove")
  public Uni<Void> remove(@RestPath String id) {
    Caller by = caller.get();
    NodeId verifier =
        NodeId.parse(id)
            .orElseThrow(() -> Refusal.refused(Reason.NOT_FOUND, "there is no such verifier"));
    return verifiers.remove(verifier, by.actor().toString(), by.origin());
  }
}
