package dev.avowry.people.http;

import dev.avowry.kernel.SecretBytes;
import dev.avowry.people.Bootstrap;
import dev.avowry.token.Issued;
import dev.avowry.web.Open;
import dev.avowry.web.http.Origins;
import dev.avowry.web.http.Ticket;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/** Turns the bootstrap token into the first administrator's access token. */
@Path("/v1/bootstrap")
@Produces(MediaType.APPLICATION_JSON)
public class BootstrapResource {
  private final Bootstrap bootstrap;
  private final Origins origins;

  BootstrapResource(Bootstrap bootstrap, Origins origins) {
    this.bootstrap = bootstrap;
    this.origins = origins;
  }

  /** The access token, RFC 6749 §5.1. */
  public record AdminToken(String accessToken, String tokenType, long expiresIn) {
    static AdminToken of(Issued issued) {
      return new AdminToken(
          issued.accessToken(), issued.type().scheme(), issued.expiresIn().toSeconds());
    }
  }

  /** Redeems the token in the {@code Authorization} header. */
  @POST
  @Open("the bootstrap token is the credential, and no access token")
  public Uni<AdminToken> redeem(@Context HttpHeaders headers) {
    SecretBytes token =
        Ticket.of(headers.getRequestHeader(HttpHeaders.AUTHORIZATION), "the bootstrap token");
    return bootstrap.redeem(token, origins.get()).map(AdminToken::of);
  }
}
