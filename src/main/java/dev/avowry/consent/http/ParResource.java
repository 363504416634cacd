package dev.avowry.consent.http;

import dev.avowry.authn.Attempt;
import dev.avowry.authn.AuthenticatedClient;
import dev.avowry.authn.ClientAuthentication;
import dev.avowry.authn.Credentials;
import dev.avowry.authn.Possession;
import dev.avowry.authn.PresentedProof;
import dev.avowry.consent.Parameters;
import dev.avowry.consent.Requests;
import dev.avowry.ledger.Superseded;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.RestResponse;

/** Pushed authorization requests, RFC 9126. */
@Path("/par")
public class ParResource {
  private final ClientAuthentication authentication;
  private final Possession possession;
  private final Requests requests;
  private final ProofHeader proof;
  private final ClientCertificate certificate;
  private final Origins origins;

  ParResource(
      ClientAuthentication authentication,
      Possession possession,
      Requests requests,
      ProofHeader proof,
      ClientCertificate certificate,
      Origins origins) {
    this.authentication = authentication;
    this.possession = possession;
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
    return Superseded.decideAnew(
            () ->
                authentication
                    .attempt(presented, this::client)
                    .call(client -> authentication.useUp(client, List.of())))
        .chain(client -> requests.push(client, new Parameters(form.values()), origins.get()))
        .map(
            uri ->
                RestResponse.status(
                    RestResponse.Status.CREATED, new PushedView(uri, Requests.PUSHED.toSeconds())));
  }

  /** A proof is no must here: whoever brings one binds the code to its key, RFC 9449 §10.1. */
  private Uni<AuthenticatedClient> client(Attempt attempt) {
    PresentedProof presented = new PresentedProof(proof.values(), proof.method(), proof.address());
    Uni<AuthenticatedClient> client =
        authentication.identify(
            attempt, origins.get(), address -> Uni.createFrom().item(Optional.empty()));
    return presented.isAbsent()
        ? client
        : client.chain(known -> possession.bind(known, presented, attempt.certificate()));
  }
}
