package dev.avowry.token.http;

import dev.avowry.agent.ScannableSecret;
import dev.avowry.authn.Credentials;
import dev.avowry.authn.Possession;
import dev.avowry.authn.PresentedProof;
import dev.avowry.token.Issued;
import dev.avowry.token.TokenRequest;
import dev.avowry.token.TokenService;
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
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The token endpoint, RFC 6749 §3.2. */
@Path("/token")
public class TokenResource {
  private final TokenService service;
  private final Possession possession;
  private final ProofHeader proof;
  private final ClientCertificate certificate;
  private final Origins origins;

  TokenResource(
      TokenService service,
      Possession possession,
      ProofHeader proof,
      ClientCertificate certificate,
      Origins origins) {
    this.service = service;
    this.possession = possession;
    this.proof = proof;
    this.certificate = certificate;
    this.origins = origins;
  }

  /**
   * The answer, RFC 6749 §5.1 and RFC 8693 §2.2.1.
   *
   * @param issuedTokenType only after an exchange
   * @param scope absent when the token carries none
   * @param authorizationDetails what the token carries of them, RFC 9396 §7; absent when none
   * @param refreshToken where a human lets the agent come back
   * @param idToken where the agent is told who the human is
   */
  public record TokenView(
      String accessToken,
      Optional<String> issuedTokenType,
      String tokenType,
      long expiresIn,
      Optional<String> scope,
      Optional<List<Map<String, Object>>> authorizationDetails,
      Optional<String> refreshToken,
      Optional<String> idToken) {
    static TokenView of(Issued issued, TokenRequest request) {
      return new TokenView(
          issued.accessToken(),
          request instanceof TokenRequest.TokenExchange
              ? Optional.of(TokenForm.ACCESS_TOKEN)
              : Optional.empty(),
          issued.type().scheme(),
          issued.expiresIn().toSeconds(),
          Optional.of(String.join(" ", new TreeSet<>(issued.scopes())))
              .filter(text -> !text.isEmpty()),
          issued.authorizationDetails().view(),
          issued.refreshToken().map(ScannableSecret::show),
          issued.idToken());
    }
  }

  /** Grants a token. */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.APPLICATION_JSON)
  @Open("the client authenticates itself")
  public Uni<TokenView> token(String body, @Context HttpHeaders headers) {
    Form form = Form.parse(body, TokenForm.REPEATABLE);
    TokenRequest request = TokenForm.parse(form);
    PresentedProof presented = new PresentedProof(proof.values(), proof.method(), proof.address());
    proof.offer(possession::nonce);
    return service
        .grant(
            Credentials.of(
                form::get,
                Optional.ofNullable(headers.getHeaderString(HttpHeaders.AUTHORIZATION)),
                certificate.chain(),
                origins.get()),
            presented,
            request,
            origins.get())
        .map(issued -> TokenView.of(issued, request));
  }
}
