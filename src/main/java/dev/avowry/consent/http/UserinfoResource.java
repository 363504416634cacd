package dev.avowry.consent.http;

import dev.avowry.authn.PresentedCertificate;
import dev.avowry.authn.PresentedProof;
import dev.avowry.consent.Consents;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.token.AccessToken;
import dev.avowry.token.Authorization;
import dev.avowry.token.HumanClaims;
import dev.avowry.token.IdentityScope;
import dev.avowry.token.Presenters;
import dev.avowry.token.TokenClaims;
import dev.avowry.token.TokenType;
import dev.avowry.web.Open;
import dev.avowry.web.http.ClientCertificate;
import dev.avowry.web.http.Form;
import dev.avowry.web.http.ProofHeader;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells an agent who the human is for whom it acts, OpenID Connect Core §5.3. */
@Path("/userinfo")
@Produces(MediaType.APPLICATION_JSON)
public class UserinfoResource {
  private final Presenters presenters;
  private final Consents consents;
  private final HumanClaims humans;
  private final ProofHeader proof;
  private final ClientCertificate certificate;

  UserinfoResource(
      Presenters presenters,
      Consents consents,
      HumanClaims humans,
      ProofHeader proof,
      ClientCertificate certificate) {
    this.presenters = presenters;
    this.consents = consents;
    this.humans = humans;
    this.proof = proof;
    this.certificate = certificate;
  }

  /** By a token in the header. */
  @GET
  @Open("the access token that comes along lets in")
  public Uni<Map<String, Object>> get(@Context HttpHeaders headers) {
    return tell(Authorization.parse(authorization(headers)));
  }

  /** By a token in the header, or in the form, RFC 6750 §2.2. */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Open("the access token that comes along lets in")
  public Uni<Map<String, Object>> post(@Nullable String body, @Context HttpHeaders headers) {
    List<String> header = authorization(headers);
    Form form = Form.parse(body == null ? "" : body, Set.of());
    if (form.get("access_token").isEmpty()) {
      return tell(Authorization.parse(header));
    }
    if (!header.isEmpty()) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST, "the access token comes in the header or in the form");
    }
    return tell(new Authorization(TokenType.BEARER, form.require("access_token")));
  }

  private static List<String> authorization(HttpHeaders headers) {
    List<String> values = headers.getRequestHeader(HttpHeaders.AUTHORIZATION);
    return values == null ? List.of() : values;
  }

  private Uni<Map<String, Object>> tell(Authorization authorization) {
    return presenters
        .admit(
            authorization,
            new PresentedProof(proof.values(), proof.method(), proof.address()),
            () -> PresentedCertificate.of(certificate.chain()))
        .map(AccessToken::claims)
        .invoke(UserinfoResource::requireOpenid)
        .chain(this::tell);
  }

  private Uni<Map<String, Object>> tell(TokenClaims token) {
    return consents
        .claims(token.node())
        .chain(names -> humans.userinfo(token.sub(), token.scopes(), names));
  }

  private static void requireOpenid(TokenClaims token) {
    if (!token.scopes().contains(IdentityScope.OPENID.code())) {
      throw Refusal.refused(
          Reason.INSUFFICIENT_SCOPE, "the access token does not have the scope openid");
    }
  }
}
