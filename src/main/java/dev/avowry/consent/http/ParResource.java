package dev.avowry.consent.http;

import dev.avowry.authn.Credentials;
import dev.avowry.authn.Possession;
import dev.avowry.authn.PresentedProof;
import dev.avowry.authn.ProvenClients;
import dev.avowry.consent.Parameters;
import dev.avowry.consent.Requests;
import dev.avowry.web.Open;
import dev.avowry.web.http.ClientCertificate;
import dev.avowry.web.http.Form;
import dev.avowry.web.http.Origins;
import dev.avowry.web.http.ProofHeader;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.RestResponse;

/** Pushed authorization requests, RFC 9126. */
@Path("/par")
public class ParResource {
  private final Possession possession;
  private final ProvenClients clients;
  private final Requests requests;
  private final ProofHeader proof;
  private final ClientCertificate certificate;
  private final Origins origins;

  ParResource(
      Possession possession,
      ProvenClients clients,
      Requests requests,
      ProofHeader proof,
      ClientCertificate certificate,
      Origins origins) {
    this.possession = possession;
    this.clients = clients;
    this.requests = requests;
    this.proof = proof;
    this.certificate = certificate;
    this.origins = origins;
  }

  /** The answer, RFC 9126 §2.2. */
  public record PushedView(String requestUri, long expiresIn) {}

  /** Keeps a request until the browser comes with its name. */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.APPLICATION_JSON)
  @Open("the client authenticates itself")
  public Uni<RestResponse<PushedView>> push(String body, @Context HttpHeaders headers) {
    Form form = Form.parse(body, Set.of("resource"));
    var presented =
        Credentials.of(
            form::get,
            Optional.ofNullable(headers.getHeaderString(HttpHeaders.AUTHORIZATION)),
            certificate.chain(),
            origins.get());
    proof.offer(possession::nonce);
    return clients
        .identifiedHolding(
            presented,
            new PresentedProof(proof.values(), proof.method(), proof.address()),
            origins.get())
        .chain(client -> requests.push(client, new Parameters(form.values()), origins.get()))
        .map(
            uri ->
                RestResponse.status(
                    RestResponse.Status.CREATED, new PushedView(uri, Requests.PUSHED.toSeconds())));
  }
}
