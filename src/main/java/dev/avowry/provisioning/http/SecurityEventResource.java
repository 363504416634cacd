package dev.avowry.provisioning.http;

import dev.avowry.provisioning.RejectedSet;
import dev.avowry.provisioning.SignalReception;
import dev.avowry.web.Open;
import dev.avowry.web.http.Origins;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Where others push what they signal of people, RFC 8935. */
@Path("/security-events")
public class SecurityEventResource {
  private final Scim scim;
  private final SignalReception reception;
  private final Origins origins;

  SecurityEventResource(Scim scim, SignalReception reception, Origins origins) {
    this.scim = scim;
    this.reception = reception;
    this.origins = origins;
  }

  /** An error, RFC 8935 §2.3. */
  public record DeliveryError(String err, String description) {}

  /** Takes one; what it says is done when it answers. */
  @POST
  @Consumes("application/secevent+jwt")
  @Open("a provisioner's token lets in")
  public Uni<Response> receive(String set, @Context HttpHeaders headers) {
    return scim.admit(headers)
        .chain(by -> reception.receive(by, set, origins.get()))
        .map(done -> Response.accepted().build())
        .onFailure(RejectedSet.class)
        .recoverWithItem(SecurityEventResource::rejected);
  }

  private static Response rejected(Throwable failure) {
    RejectedSet rejected = (RejectedSet) failure;
    return Response.status(Response.Status.BAD_REQUEST)
        .type(MediaType.APPLICATION_JSON)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(new DeliveryError(rejected.code(), rejected.refusal().detail()))
        .build();
  }
}
