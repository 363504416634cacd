package dev.avowry.token;

import dev.avowry.agent.Standing;
import dev.avowry.authn.Attempt;
import dev.avowry.authn.AuthenticatedClient;
import dev.avowry.authn.ClientAuthentication;
import dev.avowry.authn.Possession;
import dev.avowry.authn.Presented;
import dev.avowry.authn.PresentedProof;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Recorder;
import dev.avowry.ledger.SingleUse;
import dev.avowry.ledger.Superseded;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The token endpoint: who asks, what is granted, and the token for it. */
@ApplicationScoped
public class TokenService {
  /**
   * Nothing was decided: the queue is full as it is, or a device asks every few seconds whether its
   * human has answered.
   */
  private static final Set<Reason> UNDECIDED =
      EnumSet.of(Reason.TEMPORARILY_UNAVAILABLE, Reason.AUTHORIZATION_PENDING, Reason.SLOW_DOWN);

  private final ClientAuthentication authentication;
  private final Possession possession;
  private final ClientCredentialsGrant clientCredentials;
  private final TokenExchangeGrant tokenExchange;
  private final IdentityAssertionGrant identityAssertion;
  private final Lending lending;
  private final ConsentGrant consent;
  private final Collecting collecting;
  private final IdTokens idTokens;
  private final Minter minter;
  private final Recorder recorder;

  TokenService(
      ClientAuthentication authentication,
      Possession possession,
      ClientCredentialsGrant clientCredentials,
      TokenExchangeGrant tokenExchange,
      IdentityAssertionGrant identityAssertion,
      Lending lending,
      ConsentGrant consent,
      Collecting collecting,
      IdTokens idTokens,
      Minter minter,
      Recorder recorder) {
    this.authentication = authentication;
    this.possession = possession;
    this.clientCredentials = clientCredentials;
    this.tokenExchange = tokenExchange;
    this.identityAssertion = identityAssertion;
    this.lending = lending;
    this.consent = consent;
    this.collecting = collecting;
    this.idTokens = idTokens;
    this.minter = minter;
    this.recorder = recorder;
  }

  /** Grants what is asked for, or refuses. */
  public Uni<Issued> grant(
      Presented presented, PresentedProof proof, TokenRequest request, Origin origin) {
    return Superseded.decideAnew(
            () ->
                authentication
                    .attempt(presented, attempt -> decide(attempt, proof, request, origin))
                    .chain(decision -> mint(decision, origin)))
        .onFailure(Declined.class)
        .call(declined -> note(declined, origin))
        .onFailure(Declined.class)
        .call(declined -> late(declined, request, origin))
        .onFailure(TokenService::isPending)
        .recoverWithUni(failure -> pending(request, failure))
        .onFailure(failure -> request instanceof TokenRequest.JwtBearer)
        .transform(TokenService::ofGrant);
  }

  private Uni<Void> late(Throwable failure, TokenRequest request, Origin origin) {
    return failure instanceof Declined declined
        ? lending.late(declined.client(), request, origin)
        : Uni.createFrom().voidItem();
  }

  private static boolean isPending(Throwable failure) {
    return failure instanceof Refused refused
        && refused.refusal().reason() == Reason.AUTHORIZATION_PENDING;
  }

  /** One request may have been decided upon more than once, and is counted once. */
  private Uni<Issued> pending(TokenRequest request, Throwable failure) {
    return switch (request) {
      case TokenRequest.DeviceCode asked -> lending.pace(asked).map(TokenService::stop);
      case TokenRequest.BackchannelAuthentication asked ->
          collecting.pace(asked).map(TokenService::stop);
      default -> Uni.createFrom().failure(failure);
    };
  }

  private static Issued stop(Refusal why) {
    throw why.refused();
  }

  /** RFC 7523 §3.1: what is wrong with an assertion that is a grant is wrong with the grant. */
  private static Throwable ofGrant(Throwable failure) {
    return failure instanceof Refused refused && refused.refusal().reason() == Reason.INVALID_CLIENT
        ? Refusal.refused(Reason.INVALID_GRANT, refused.refusal().detail())
        : failure;
  }

  private Uni<Decision> decide(
      Attempt attempt, PresentedProof proof, TokenRequest request, Origin origin) {
    return client(attempt, request, origin)
        .chain(
            client ->
                declinedTo(client, () -> possession.bind(client, proof, attempt.certificate())))
        .chain(
            client ->
                declinedTo(client, () -> decide(client, request, attempt.standing(), origin))
                    .map(template -> new Decision(client, template)));
  }

  private Uni<AuthenticatedClient> client(Attempt attempt, TokenRequest request, Origin origin) {
    return switch (request) {
      case TokenRequest.JwtBearer asked ->
          authentication.redeem(attempt, asked.assertion(), origin);
      case TokenRequest.AuthorizationCode asked ->
          authentication.identify(attempt, origin, name -> lending.holder(asked.code(), name));
      case TokenRequest.DeviceCode asked ->
          authentication.identify(attempt, origin, name -> lending.holder(asked, name));
      case TokenRequest.RefreshToken asked ->
          authentication.identify(attempt, origin, name -> lending.holder(asked.token(), name));
      case TokenRequest.ClientCredentials any -> authentication.authenticate(attempt, origin);
      case TokenRequest.TokenExchange any -> authentication.authenticate(attempt, origin);
      case TokenRequest.IdentityAssertion any -> authentication.authenticate(attempt, origin);
      case TokenRequest.BackchannelAuthentication any ->
          authentication.authenticate(attempt, origin);
    };
  }

  private Uni<Template> decide(
      AuthenticatedClient client, TokenRequest request, Standing standing, Origin origin) {
    return switch (request) {
      case TokenRequest.ClientCredentials asked ->
          clientCredentials.decide(client, asked, standing);
      case TokenRequest.JwtBearer asked -> clientCredentials.decide(client, asked, standing);
      case TokenRequest.TokenExchange asked ->
          tokenExchange.decide(client, asked, standing, origin);
      case TokenRequest.IdentityAssertion asked ->
          identityAssertion.decide(client, asked, standing, origin);
      case TokenRequest.AuthorizationCode asked -> consent.decide(client, asked, standing);
      case TokenRequest.DeviceCode asked -> consent.decide(client, asked, standing);
      case TokenRequest.RefreshToken asked -> consent.decide(client, asked, standing);
      case TokenRequest.BackchannelAuthentication asked -> consent.decide(client, asked, standing);
    };
  }

  private Uni<Issued> mint(Decision decision, Origin origin) {
    return declinedTo(
        decision.client(),
        () ->
            minter
                .mint(decision.template(), decision.uses(), origin)
                .chain(issued -> idTokens.complete(decision.template(), issued)));
  }

  private static <T> Uni<T> declinedTo(AuthenticatedClient client, Supplier<Uni<T>> step) {
    return Uni.createFrom()
        .deferred(step::get)
        .onFailure(Refused.class)
        .transform(refused -> new Declined(client, refused));
  }

  /** A refusal to a proven client is worth a row; the unproven could fill the ledger. */
  private Uni<Void> note(Declined declined, Origin origin) {
    AuthenticatedClient client = declined.client();
    Refusal refusal = declined.refusal();
    if (UNDECIDED.contains(refusal.reason())) {
      return Uni.createFrom().voidItem();
    }
    Event event =
        Event.of(EventType.TOKEN_REFUSED, client.id().toString(), origin)
            .onAgent(client.id())
            .under(client.client().lineage().sponsor().id())
            .refused(refusal.reason().code() + ": " + refusal.detail());
    return recorder.note(event).onFailure().recoverWithNull();
  }

  private record Decision(AuthenticatedClient client, Template template) {
    List<SingleUse> uses() {
      return Stream.concat(client.uses().stream(), template.uses().stream()).toList();
    }
  }
}
