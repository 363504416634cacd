package dev.avowry.token;

import dev.avowry.agent.Ceiling;
import dev.avowry.authn.AuthenticatedClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** RFC 7662: whether a token is alive, for whoever it is meant for. */
@ApplicationScoped
public class Introspection {
  /** The scope of a resource server: with it in its ceiling it may ask about its own tokens. */
  public static final String SCOPE = "tokens:introspect";

  private final TokenReader reader;

  Introspection(TokenReader reader) {
    this.reader = reader;
  }

  /**
   * The token, if it is alive and the client may know of it: it is its own, or the client is a
   * resource server that the token is for. Everything else is the same empty answer.
   */
  public Uni<Optional<AccessToken>> introspect(AuthenticatedClient client, String token) {
    return reader.readLive(token).map(found -> found.filter(it -> mayKnow(client, it)));
  }

  private static boolean mayKnow(AuthenticatedClient client, AccessToken token) {
    Ceiling ceiling = client.client().lineage().effective();
    boolean serves = ceiling.scopes().covers(SCOPE) && ceiling.resources().covers(token.audience());
    return serves || token.clientId().equals(client.id());
  }
}
