package dev.avowry.revocation.http;

import dev.avowry.revocation.Verifiers;
import dev.avowry.revocation.http.VerifierResource.AcknowledgementView;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code POST /revocations/acks}: a verifier says up to where it refuses. */
@Path("/revocations/acks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AcknowledgementResource {
  private final Verifiers verifiers;
  private final CurrentCaller caller;

  AcknowledgementResource(Verifiers verifiers, CurrentCaller caller) {
    this.verifiers = verifiers;
    this.caller = caller;
  }

  /** The body. */
  public record AcknowledgementRequest(long seq) {}

  /** Keeps it; the answer is the highest that the verifier has acknowledged. */
  @POST
  @Permission("revocations.acknowledge")
  public Uni<AcknowledgementView> acknowledge(AcknowledgementRequest request) {
    return verifiers.acknowledge(caller.get().actor(), request.seq()).map(AcknowledgementView::of);
  }
}
