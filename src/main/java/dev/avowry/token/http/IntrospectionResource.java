package dev.avowry.token.http;

import dev.avowry.authn.Credentials;
import dev.avowry.kernel.NodeId;
import dev.avowry.key.AnswerSigner;
import dev.avowry.token.Actor;
import dev.avowry.token.Introspected;
import dev.avowry.token.Introspection;
import dev.avowry.token.TokenClaims;
import dev.avowry.web.Open;
import dev.avowry.web.http.Accepted;
import dev.avowry.web.http.ClientCertificate;
import dev.avowry.web.http.Form;
import dev.avowry.web.http.Origins;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Token introspection, RFC 7662; signed by RFC 9701 for whoever accepts that. */
@Path("/introspect")
public class IntrospectionResource {
  /** RFC 9701 §4. */
  static final String JWT = "application/token-introspection+jwt";

  /** RFC 9701 §5; no other JWT of ours has it. */
  static final String TYP = "token-introspection+jwt";

  private final Introspection introspection;
  private final AnswerSigner signer;
  private final ClientCertificate certificate;
  private final Clock clock;
  private final Origins origins;
  private final String issuer;

  IntrospectionResource(
      Introspection introspection,
      AnswerSigner signer,
      ClientCertificate certificate,
      Clock clock,
      Origins origins,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.introspection = introspection;
    this.signer = signer;
    this.certificate = certificate;
    this.clock = clock;
    this.origins = origins;
    this.issuer = issuer;
  }

  /** The answer, RFC 7662 §2.2. */
  public sealed interface IntrospectionView {
    /** Whether the token is alive, and the client may know of it. */
    boolean active();

    /** Says nothing else. */
    record Inactive(boolean active) implements IntrospectionView {
      Inactive() {
        this(false);
      }
    }

    /** What the token says, in the names of its claims. */
    record Active(
        boolean active,
        String iss,
        String sub,
        String subProfile,
        String aud,
        String clientId,
        Optional<String> scope,
        Optional<List<Map<String, Object>>> authorizationDetails,
        String tokenType,
        String jti,
        long iat,
        long exp,
        Optional<ActView> act,
        Optional<Map<String, String>> mayAct,
        String sponsor,
        List<String> path,
        Optional<List<String>> vendors,
        Optional<Map<String, String>> cnf)
        implements IntrospectionView {
      static Active of(TokenClaims token, String issuer) {
        return new Active(
            true,
            issuer,
            token.sub().toString(),
            token.subProfile(),
            token.audience(),
            token.clientId().toString(),
            spaced(token.scopes()),
            token.authorizationDetails().view(),
            token.type().scheme(),
            token.jti().value(),
            token.issuedAt().getEpochSecond(),
            token.expiresAt().getEpochSecond(),
            ActView.of(token.actors()),
            token.mayAct().map(NodeId::toString).map(sub -> Map.of("sub", sub)),
            token.sponsor().toString(),
            token.path(),
            Optional.of(token.vendors().stream().sorted().toList())
                .filter(vendors -> !vendors.isEmpty()),
            token.boundTo().map(bound -> Map.of(bound.confirmation(), bound.value())));
      }

      private static Optional<String> spaced(Set<String> scopes) {
        return Optional.of(String.join(" ", new TreeSet<>(scopes))).filter(text -> !text.isEmpty());
      }
    }
  }

  /** {@code act}, RFC 8693 §4.1: the current actor outermost. */
  public record ActView(String sub, String subProfile, Optional<ActView> act) {
    static Optional<ActView> of(List<Actor> actors) {
      return actors.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new ActView(
                  actors.getFirst().sub(),
                  actors.getFirst().subProfile(),
                  of(actors.subList(1, actors.size()))));
    }
  }

  /** Says whether a token is alive; signed, RFC 9701 §4, to whoever prefers that. */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces({MediaType.APPLICATION_JSON, JWT})
  @Open("the client authenticates itself")
  public Uni<Response> introspect(String body, @Context HttpHeaders headers) {
    Form form = Form.parse(body, Set.of());
    String asked = form.require("token");
    String type = Accepted.of(headers, MediaType.APPLICATION_JSON, JWT);
    return introspection
        .introspect(
            Credentials.of(
                form::get,
                Optional.ofNullable(headers.getHeaderString(HttpHeaders.AUTHORIZATION)),
                certificate.chain(),
                origins.get()),
            asked)
        .chain(answer -> written(answer, type))
        .map(written -> Response.ok(written, type).build());
  }

  private Uni<?> written(Introspected answer, String type) {
    return type.equals(JWT)
        ? signer.sign(TYP, claims(answer))
        : Uni.createFrom().item(view(answer));
  }

  private IntrospectionView view(Introspected answer) {
    return answer
        .token()
        .<IntrospectionView>map(token -> IntrospectionView.Active.of(token.claims(), issuer))
        .orElseGet(IntrospectionView.Inactive::new);
  }

  /** RFC 9701 §5: neither {@code sub} nor {@code exp}, so that it is never taken for the token. */
  private Map<String, Object> claims(Introspected answer) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer);
    claims.put("aud", answer.asker().toString());
    claims.put("iat", clock.instant().getEpochSecond());
    claims.put("token_introspection", view(answer));
    return claims;
  }
}
