package dev.avowry.consent.http;

import dev.avowry.authn.Credentials;
import dev.avowry.authn.Possession;
import dev.avowry.authn.Presented;
import dev.avowry.authn.PresentedProof;
import dev.avowry.consent.DeviceClients;
import dev.avowry.consent.Devices;
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
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where an agent without a browser begins to ask a human, RFC 8628 §3.1. */
@Path("/device_authorization")
public class DeviceAuthorizationResource {
  private final DeviceClients clients;
  private final Devices devices;
  private final Possession possession;
  private final ProofHeader proof;
  private final ClientCertificate certificate;
  private final Origins origins;
  private final String issuer;

  DeviceAuthorizationResource(
      DeviceClients clients,
      Devices devices,
      Possession possession,
      ProofHeader proof,
      ClientCertificate certificate,
      Origins origins,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.clients = clients;
    this.devices = devices;
    this.possession = possession;
    this.proof = proof;
    this.certificate = certificate;
    this.origins = origins;
    this.issuer = issuer;
  }

  /**
   * The answer, RFC 8628 §3.2.
   *
   * @param expiresIn seconds
   * @param interval seconds
   */
  public record DeviceView(
      String deviceCode,
      String userCode,
      String verificationUri,
      String verificationUriComplete,
      long expiresIn,
      long interval) {
    static DeviceView of(Devices.Made made, String page) {
      String code = made.userCode().show();
      return new DeviceView(
          made.deviceCode(),
          code,
          page,
          page + "?user_code=" + code,
          Devices.LIFE.toSeconds(),
          Devices.PACE.toSeconds());
    }
  }

  /** Gives the two codes. */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.APPLICATION_JSON)
  @Open("the client authenticates itself")
  public Uni<DeviceView> ask(String body, @Context HttpHeaders headers) {
    Form form = Form.parse(body, Set.of("resource"));
    Presented presented =
        Credentials.of(
            form::get,
            Optional.ofNullable(headers.getHeaderString(HttpHeaders.AUTHORIZATION)),
            certificate.chain(),
            origins.get());
    PresentedProof shown = new PresentedProof(proof.values(), proof.method(), proof.address());
    proof.offer(possession::nonce);
    return clients
        .prove(presented, shown, origins.get())
        .chain(client -> devices.ask(client, new Parameters(form.values()), origins.get()))
        .map(made -> DeviceView.of(made, issuer + "/device"));
  }
}
