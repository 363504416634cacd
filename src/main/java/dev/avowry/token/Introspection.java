package dev.avowry.token;

import dev.avowry.agent.Ceiling;
import dev.avowry.authn.Attempt;
import dev.avowry.authn.AuthenticatedClient;
import dev.avowry.authn.ClientAuthentication;
import dev.avowry.authn.Presented;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.Hold;
import dev.avowry.ledger.Superseded;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** RFC 7662: whether a token is alive, for whoever it is meant for. */
@ApplicationScoped
public class Introspection {
  /** The scope of a resource server: with it in its ceiling it may ask about its own tokens. */
  public static final String SCOPE = "tokens:introspect";

  private final ClientAuthentication authentication;
  private final TokenReader reader;

  Introspection(ClientAuthentication authentication, TokenReader reader) {
    this.authentication = authentication;
    this.reader = reader;
  }

  /**
   * The token, if it is alive and the client may know of it: it is its own, or the client is a
   * resource server that the token is for. Everything else is the same empty answer.
   *
   * <p>One transaction says that client and token are alive and uses the client's assertion up.
   */
  public Uni<Introspected> introspect(Presented presented, String token) {
    return Superseded.decideAnew(
        () ->
            authentication
                .attempt(presented, attempt -> ask(attempt, token))
                .onFailure(Declined.class)
                .recoverWithItem(declined -> Question.ofNothing(declined))
                .call(question -> authentication.useUp(question.client(), question.holds()))
                .map(question -> new Introspected(question.client().id(), question.token())));
  }

  private Uni<Question> ask(Attempt attempt, String token) {
    return authentication
        .authenticate(attempt)
        .chain(
            client ->
                reader
                    .readKnown(token)
                    .invoke(found -> found.ifPresent(it -> requireKnowable(client, it)))
                    .map(found -> new Question(client, found)));
  }

  private static void requireKnowable(AuthenticatedClient client, AccessToken token) {
    if (!mayKnow(client, token)) {
      throw new Declined(
          client, Refusal.refused(Reason.INSUFFICIENT_SCOPE, "the token is not for this client"));
    }
  }

  private static boolean mayKnow(AuthenticatedClient client, AccessToken token) {
    Ceiling ceiling = client.client().lineage().effective();
    boolean serves =
        ceiling.scopes().covers(SCOPE) && ceiling.resources().covers(token.claims().audience());
    return serves || token.claims().clientId().equals(client.id());
  }

  /** Who asks, and the token if there is one that it may know of. */
  private record Question(AuthenticatedClient client, Optional<AccessToken> token) {
    static Question ofNothing(Declined declined) {
      return new Question(declined.client(), Optional.empty());
    }

    List<Hold> holds() {
      return token.map(AccessToken::hold).stream().toList();
    }
  }
}
