package dev.avowry.token.http;

import dev.avowry.authn.Credentials;
import dev.avowry.authn.ProvenClients;
import dev.avowry.token.TokenRevocation;
import dev.avowry.web.Open;
import dev.avowry.web.http.ClientCertificate;
import dev.avowry.web.http.Form;
import dev.avowry.web.http.Origins;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.RestResponse;

/** Token revocation, RFC 7009. */
@Path("/revoke")
public class RevokeResource {
  private final ProvenClients clients;
  private final TokenRevocation revocation;
  private final ClientCertificate certificate;
  private final Origins origins;

  RevokeResource(
      ProvenClients clients,
      TokenRevocation revocation,
      ClientCertificate certificate,
      Origins origins) {
    this.clients = clients;
    this.revocation = revocation;
    this.certificate = certificate;
    this.origins = origins;
  }

  /**
   * Revokes a token of the client's own and all that was exchanged from it, or a grant by its
   * refresh token.
   */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Open("the client authenticates itself")
  public Uni<RestResponse<Void>> revoke(String body, @Context HttpHeaders headers) {
    Form form = Form.parse(body, Set.of());
    String token = form.require("token");
    return clients
        .identified(
            Credentials.of(
                form::get,
                Optional.ofNullable(headers.getHeaderString(HttpHeaders.AUTHORIZATION)),
                certificate.chain(),
                origins.get()),
            origins.get(),
            address -> revocation.holder(token, address))
        .chain(client -> revocation.revoke(client, token, origins.get()))
        .replaceWith(RestResponse.ok());
  }
}
