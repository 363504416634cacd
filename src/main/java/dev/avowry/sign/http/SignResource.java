package dev.avowry.sign.http;

import dev.avowry.sign.KeyAddresses;
import dev.avowry.sign.Signature;
import dev.avowry.sign.Signing;
import dev.avowry.web.Caller;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** Signatures for agents. */
@Path("/v1/sign")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SignResource {
  private final Signing signing;
  private final KeyAddresses addresses;
  private final CurrentCaller caller;

  SignResource(Signing signing, KeyAddresses addresses, CurrentCaller caller) {
    this.signing = signing;
    this.addresses = addresses;
    this.caller = caller;
  }

  /**
   * A signature on the wire.
   *
   * @param id by which the ledger knows it
   * @param jwksUri where its key is found
   * @param headers with which the request is to be sent
   */
  public record SignatureView(
      String kind,
      String id,
      String agent,
      String kid,
      String alg,
      String jwksUri,
      Instant signedAt,
      Optional<Instant> expiresAt,
      Optional<String> jws,
      Optional<Map<String, String>> headers) {
    static SignatureView of(Signature made, String jwksUri) {
      return new SignatureView(
          made.result().kind(),
          made.digest(),
          made.key().agent().toString(),
          made.key().kid(),
          made.key().jwk().algorithm().joseName(),
          jwksUri,
          made.signedAt(),
          made.expiresAt(),
          made.result() instanceof Signature.Jws(String text)
              ? Optional.of(text)
              : Optional.empty(),
          made.result() instanceof Signature.Fields(Map<String, String> fields)
              ? Optional.of(fields)
              : Optional.empty());
    }

    /** Shows no signature. */
    @Override
    public String toString() {
      return "SignatureView[" + id + "]";
    }
  }

  /** Signs as the caller. */
  @POST
  @Permission("sign.make")
  public Uni<RestResponse<SignatureView>> sign(SignRequest request) {
    Caller by = caller.get();
    return request
        .jws()
        .map(wanted -> signing.sign(by, wanted.toWish()))
        .orElseGet(() -> signing.sign(by, request.http().orElseThrow().toWish()))
        .map(made -> SignatureView.of(made, addresses.ofAgent(made.key().agent())))
        .map(view -> RestResponse.status(RestResponse.Status.CREATED, view));
  }
}
