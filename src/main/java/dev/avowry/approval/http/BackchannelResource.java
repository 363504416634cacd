package dev.avowry.approval.http;

import dev.avowry.approval.ApprovalRequests;
import dev.avowry.approval.Backchannel;
import dev.avowry.authn.Credentials;
import dev.avowry.authn.Possession;
import dev.avowry.authn.PresentedProof;
import dev.avowry.authn.ProvenClients;
import dev.avowry.consent.Parameters;
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
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** The backchannel authentication endpoint, CIBA Core §7. */
@Path("/bc-authorize")
public class BackchannelResource {
  private final Possession possession;
  private final ProvenClients clients;
  private final Backchannel backchannel;
  private final ProofHeader proof;
  private final ClientCertificate certificate;
  private final Origins origins;

  BackchannelResource(
      Possession possession,
      ProvenClients clients,
      Backchannel backchannel,
      ProofHeader proof,
      ClientCertificate certificate,
      Origins origins) {
    this.possession = possession;
    this.clients = clients;
    this.backchannel = backchannel;
    this.proof = proof;
    this.certificate = certificate;
    this.origins = origins;
  }

  /** The answer, CIBA Core §7.3. */
  public record AskedView(String authReqId, long expiresIn, long interval) {
    static AskedView of(ApprovalRequests.Opened opened) {
      return new AskedView(
          new String(opened.secret().exposeSecret(), StandardCharsets.US_ASCII),
          opened.expiresIn().toSeconds(),
          opened.interval().toSeconds());
    }
  }

  /** Asks a human who is not there. */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.APPLICATION_JSON)
  @Open("the client authenticates itself")
  public Uni<AskedView> ask(String body, @Context HttpHeaders headers) {
    Form form = Form.parse(body, Set.of("resource"));
    var presented =
        Credentials.of(
            form::get,
            Optional.ofNullable(headers.getHeaderString(HttpHeaders.AUTHORIZATION)),
            certificate.chain(),
            origins.get());
    proof.offer(possession::nonce);
    return clients
        .holding(presented, new PresentedProof(proof.values(), proof.method(), proof.address()))
        .chain(client -> backchannel.ask(client, new Parameters(form.values()), origins.get()))
        .map(AskedView::of);
  }
}
