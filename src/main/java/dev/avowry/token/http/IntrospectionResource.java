package dev.avowry.token.http;

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
  private final Introspection introspection;
  private final String issuer;

  IntrospectionResource(
      Introspection introspection, @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.introspection = introspection;
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
        String tokenType,
        String jti,
        long iat,
        long exp,
        Optional<ActView> act,
        Optional<Map<String, String>> mayAct,
        String sponsor,
        List<String> path,
        Optional<List<String>> vendors)
        implements IntrospectionView {
      static Active of(AccessToken token, String issuer) {
        return new Active(
            true,
            issuer,
            token.sub().toString(),
            token.subProfile(),
            token.audience(),
            token.clientId().toString(),
            spaced(token.scopes()),
            "Bearer",
            token.jti().value(),
            token.issuedAt().getEpochSecond(),
            token.expiresAt().getEpochSecond(),
            ActView.of(token.actors()),
            token.mayAct().map(NodeId::toString).map(sub -> Map.of("sub", sub)),
            token.sponsor().toString(),
            token.path(),
            Optional.of(token.vendors().stream().sorted().toList())
                .filter(vendors -> !vendors.isEmpty()));
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

  /** Says whether a token is alive. */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.APPLICATION_JSON)
  @Open("the client authenticates itself")
  public Uni<IntrospectionView> introspect(String body, @Context HttpHeaders headers) {
    Form form = Form.parse(body, Set.of());
    String asked = form.require("token");
    return introspection
        .introspect(Credentials.of(form, headers), asked)
        .map(
            found ->
                found
                    .<IntrospectionView>map(token -> IntrospectionView.Active.of(token, issuer))
                    .orElseGet(IntrospectionView.Inactive::new));
  }
}
