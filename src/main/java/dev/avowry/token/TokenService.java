package dev.avowry.token;

import dev.avowry.authn.AuthenticatedClient;
import dev.avowry.authn.ClientAuthentication;
import dev.avowry.authn.Presented;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Recorder;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The token endpoint: who asks, what is granted, and the token for it. */
@ApplicationScoped
public class TokenService {
  /** A decision that a revocation overtook is made anew; more often than this is a storm. */
  private static final int DECISIONS = 3;

  private final ClientAuthentication authentication;
  private final ClientCredentialsGrant clientCredentials;
  private final TokenExchangeGrant tokenExchange;
  private final Minter minter;
  private final Recorder recorder;

  TokenService(
      ClientAuthentication authentication,
      ClientCredentialsGrant clientCredentials,
      TokenExchangeGrant tokenExchange,
      Minter minter,
      Recorder recorder) {
    this.authentication = authentication;
    this.clientCredentials = clientCredentials;
    this.tokenExchange = tokenExchange;
    this.minter = minter;
    this.recorder = recorder;
  }

  /** Grants what is asked for, or refuses. */
  public Uni<Issued> grant(Presented presented, TokenRequest request, Origin origin) {
    return Uni.createFrom()
        .deferred(() -> authentication.authenticate(presented))
        .chain(client -> grant(client, request, origin))
        .onFailure(Minter.Superseded.class)
        .retry()
        .atMost(DECISIONS)
        .onFailure(Minter.Superseded.class)
        .transform(TokenService::storm);
  }

  private Uni<Issued> grant(AuthenticatedClient client, TokenRequest request, Origin origin) {
    return Uni.createFrom()
        .deferred(() -> decide(client, request, origin))
        .chain(template -> minter.mint(template, List.of(client.assertion()), origin))
        .onFailure(Refused.class)
        .call(failure -> note(client, failure, origin));
  }

  private Uni<Template> decide(AuthenticatedClient client, TokenRequest request, Origin origin) {
    return switch (request) {
      case TokenRequest.ClientCredentials asked -> clientCredentials.decide(client, asked);
      case TokenRequest.TokenExchange asked -> tokenExchange.decide(client, asked, origin);
    };
  }

  /** A refusal to a proven client is worth a row; the unproven could fill the ledger. */
  private Uni<Void> note(AuthenticatedClient client, Refused refused, Origin origin) {
    Event event =
        Event.of(EventType.TOKEN_REFUSED, client.id().toString(), origin)
            .onAgent(client.id())
            .under(client.client().lineage().sponsor().id())
            .refused(refused.refusal().reason().code() + ": " + refused.refusal().detail());
    return recorder.note(event).onFailure().recoverWithNull();
  }

  private static Throwable storm(Throwable superseded) {
    return Refusal.refused(
        Reason.TEMPORARILY_UNAVAILABLE, "authority is changing too fast to decide; try again");
  }
}
