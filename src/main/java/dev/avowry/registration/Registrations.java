package dev.avowry.registration;

import dev.avowry.agent.AskedCeiling;
import dev.avowry.agent.Bounds;
import dev.avowry.agent.NewAgent;
import dev.avowry.agent.Registered;
import dev.avowry.agent.Registry;
import dev.avowry.agent.ScannableSecret;
import dev.avowry.agent.SecretHash;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets a client register itself, RFC 7591 §3: it is counted, becomes an agent and gets its
 * registration access token in one transaction, or nothing of that.
 */
@ApplicationScoped
public class Registrations {
  /** By which a leak scanner knows a registration access token. */
  static final String PREFIX = "avow_rt_";

  private final InvitationStore invitations;
  private final RegistrationStore store;
  private final Registry registry;
  private final Ledger ledger;
  private final SecureRandom random;
  private final Clock clock;

  Registrations(
      InvitationStore invitations,
      RegistrationStore store,
      Registry registry,
      Ledger ledger,
      SecureRandom random,
      Clock clock) {
    this.invitations = invitations;
    this.store = store;
    this.registry = registry;
    this.ledger = ledger;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Registers a client. Refused with {@link Reason#INVALID_TOKEN} when the token lets nobody in,
   * and with {@link Reason#INVALID_CLIENT_METADATA} when more is asked for than it is good for.
   *
   * @param token the initial access token
   */
  @WithTransaction
  public Uni<ClientInformation> register(SecretBytes token, ClientMetadata asked, Origin origin) {
    return ledger
        .enterShared()
        .chain(() -> invitations.redeem(SecretHash.of(token), clock.instant()))
        .map(found -> found.orElseThrow(RegistrationErrors::deadInvitation))
        .chain(invitation -> register(invitation, asked, origin))
        .onFailure()
        .transform(RegistrationErrors::ofFailure);
  }

  private Uni<ClientInformation> register(
      Invitation invitation, ClientMetadata asked, Origin origin) {
    ScannableSecret access = ScannableSecret.random(PREFIX, random);
    return registry
        .registerUnder(invitation.sponsor(), agent(invitation, asked), Event.ITSELF, origin)
        .call(
            registered ->
                store.add(
                    new RegisteredClient(
                        registered.agent().id(),
                        invitation.id(),
                        SecretHash.of(access.text()),
                        asked.shown()),
                    clock.instant()))
        .call(registered -> ledger.append(event(registered, invitation, origin)))
        .map(registered -> ClientInformation.of(registered.agent(), asked.shown(), access.text()));
  }

  private static NewAgent agent(Invitation invitation, ClientMetadata asked) {
    AskedCeiling most = invitation.ceiling();
    return new NewAgent(
        asked.clientName(),
        invitation.kind(),
        "registered itself",
        Optional.empty(),
        new AskedCeiling(
            asked
                .scope()
                .map(scopes -> Bounds.scopes(List.copyOf(scopes)))
                .map(scopes -> Narrowing.within(scopes, most.scopes()))
                .orElse(most.scopes()),
            most.resources(),
            most.maxTtl(),
            most.maxDepth(),
            most.maxChildren(),
            asked
                .detailTypes()
                .map(types -> Narrowing.ofTypes(types, most.authorizationDetails()))
                .orElse(most.authorizationDetails())),
        asked.authenticators(),
        Optional.empty(),
        Optional.empty(),
        asked.boundTokens(),
        asked.redirects());
  }

  private static Event event(Registered registered, Invitation invitation, Origin origin) {
    NodeId id = registered.agent().id();
    return Event.of(EventType.CLIENT_REGISTERED, id.toString(), origin)
        .onAgent(id)
        .under(invitation.sponsor())
        .onTarget(invitation.id().toString())
        .with(Map.of("name", registered.agent().name()));
  }
}
