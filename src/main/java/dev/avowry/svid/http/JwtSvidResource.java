package dev.avowry.svid.http;

import dev.avowry.svid.JwtSvids;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;

/** JWT-SVIDs for agents. */
@Path("/v1/jwt-svids")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class JwtSvidResource {
  private final JwtSvids svids;
  private final CurrentCaller caller;

  JwtSvidResource(JwtSvids svids, CurrentCaller caller) {
    this.svids = svids;
    this.caller = caller;
  }

  /** The body. */
  public record JwtSvidRequest(List<String> audience) {}

  /** A JWT-SVID on the wire. */
  public record JwtSvidView(String spiffeId, String svid, Instant expiresAt) {
    static JwtSvidView of(JwtSvids.Issued issued) {
      return new JwtSvidView(issued.subject().uri(), issued.jwt(), issued.expiresAt());
    }

    /** Shows no token. */
    @Override
    public String toString() {
      return "JwtSvidView[" + spiffeId + "]";
    }
  }

  /** Issues one to the caller. */
  @POST
  @Permission("svids.issue")
  public Uni<RestResponse<JwtSvidView>> issue(JwtSvidRequest request) {
    return svids
        .issue(caller.get(), request.audience())
        .map(JwtSvidView::of)
        .map(view -> RestResponse.status(RestResponse.Status.CREATED, view));
  }
}
