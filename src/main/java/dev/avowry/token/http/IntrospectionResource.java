package dev.avowry.token.http;

import dev.avowry.authn.ClientAuthentication;
import dev.avowry.kernel.NodeId;
import dev.avowry.token.AccessToken;
import dev.avowry.token.Actor;
import dev.avowry.token.Introspection;
import dev.avowry.web.Open;
import dev.avowry.web.http.Form;
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
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Token introspection, RFC 7662. */
@Path("/introspect")
public class IntrospectionResource {
  private final ClientAuthentication authentication;
  private final Introspection introspection;
  private final String issuer;

  IntrospectionResource(
      ClientAuthentication authentication,
      Introspection introspection,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.authentication = authentication;
    this.introspection = introspection;
    this.issuer = issuer;
  }

  /** The answer, RFC 7662 §2.2; nothing but {@code active} when it is false. */
  public record IntrospectionView(
      boolean active,
      Optional<String> iss,
      Optional<String> sub,
      Optional<String> subProfile,
      Optional<String> aud,
      Optional<String> clientId,
      Optional<String> scope,
      Optional<String> tokenType,
      Optional<String> jti,
      Optional<Long> iat,
      Optional<Long> exp,
      Optional<ActView> act,
      Optional<Map<String, String>> mayAct,
      Optional<String> sponsor,
      Optional<List<String>> path) {
    static IntrospectionView inactive() {
      return new IntrospectionView(
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    static IntrospectionView active(AccessToken token, String issuer) {
      return new IntrospectionView(
          true,
          Optional.of(issuer),
          Optional.of(token.sub().toString()),
          Optional.of(token.subProfile()),
          Optional.of(token.audience()),
          Optional.of(token.clientId().toString()),
          scope(token.scopes()),
          Optional.of("Bearer"),
          Optional.of(token.jti().value()),
          Optional.of(token.issuedAt().getEpochSecond()),
          Optional.of(token.expiresAt().getEpochSecond()),
          ActView.of(token.actors()),
          token.mayAct().map(NodeId::toString).map(sub -> Map.of("sub", sub)),
          Optional.of(token.sponsor().toString()),
          Optional.of(token.path()));
    }

    private static Optional<String> scope(Set<String> scopes) {
      return scopes.isEmpty()
          ? Optional.empty()
          : Optional.of(String.join(" ", new TreeSet<>(scopes)));
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

  /** Says whether a token is alive. */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.APPLICATION_JSON)
  @Open("the client authenticates itself")
  public Uni<IntrospectionView> introspect(String body, @Context HttpHeaders headers) {
    Form form = Form.parse(body, Set.of());
    String token = form.require("token");
    return authentication
        .authenticateOnce(Credentials.of(form, headers))
        .chain(client -> introspection.introspect(client, token))
        .map(
            found ->
                found
                    .map(it -> IntrospectionView.active(it, issuer))
                    .orElseGet(IntrospectionView::inactive));
  }
}
