package dev.avowry.registration;

import dev.avowry.agent.Authenticator;
import dev.avowry.agent.Bounds;
import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Client;
import dev.avowry.agent.Credential;
import dev.avowry.agent.DetailExtent;
import dev.avowry.agent.Directory;
import dev.avowry.agent.Extent;
import dev.avowry.agent.NodeState;
import dev.avowry.agent.Registry;
import dev.avowry.kernel.CredentialId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import dev.avowry.revocation.Tightening;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an update of a registration adds, in one transaction; and what is left for the door to end.
 * Of two updates at the same moment the second sees what the first has added.
 */
@ApplicationScoped
public class ClientChanges {
  private final RegistrationStore store;
  private final Directory directory;
  private final Registry registry;
  private final Ledger ledger;
  private final Clock clock;

  ClientChanges(
      RegistrationStore store, Directory directory, Registry registry, Ledger ledger, Clock clock) {
    this.store = store;
    this.directory = directory;
    this.registry = registry;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * What is to end yet.
   *
   * @param leaving credentials that the client names no more
   * @param tightening of its ceiling, where it asks for less
   */
  record Change(Client client, List<CredentialId> leaving, Optional<Tightening> tightening) {}

  /** Adds what is new. */
  @WithTransaction
  public Uni<Change> apply(NodeId agent, ClientMetadata asked, Origin origin) {
    return ledger
        .enterShared()
        .chain(() -> store.lock(agent))
        .chain(() -> directory.agent(agent))
        .map(found -> found.filter(client -> client.lineage().firstDead(clock.instant()).isEmpty()))
        .map(found -> found.orElseThrow(RegistrationErrors::deadRegistration))
        .chain(client -> apply(client, asked, origin));
  }

  private Uni<Change> apply(Client client, ClientMetadata asked, Origin origin) {
    requireTheSame(client, asked);
    Change change = new Change(client, leaving(client, asked), tightening(client, asked));
    NodeId agent = client.agent().id();
    Uni<?> added = Uni.createFrom().voidItem();
    for (Authenticator authenticator : added(client, asked)) {
      added =
          added.chain(
              () ->
                  registry.addCredential(
                      agent, authenticator, Optional.empty(), agent.toString(), origin));
    }
    return added
        .chain(() -> registry.redirect(agent, asked.redirects()))
        .chain(() -> store.describe(agent, asked.shown(), clock.instant()))
        .chain(() -> ledger.append(event(client, change, origin)))
        .replaceWith(change);
  }

  /** Others know it by its name, and rest on its tokens being bound. */
  private static void requireTheSame(Client client, ClientMetadata asked) {
    if (!asked.clientName().equals(client.agent().name())) {
      throw MetadataReader.invalid("client_name cannot be changed: register anew");
    }
    if (asked.boundTokens() != client.agent().boundTokens()) {
      throw MetadataReader.invalid("what tokens are bound to cannot be changed: register anew");
    }
    if (asked.redirects().isPublic() != client.agent().redirects().isPublic()) {
      throw MetadataReader.invalid("whether a client is public cannot be changed: register anew");
    }
    if (asked.authenticators().stream().anyMatch(Authenticator::isLegacy)) {
      throw MetadataReader.invalid("RS256 is a legacy: use PS256, ES256 or EdDSA");
    }
  }

  /** A credential that is suspended stays so, and one that was revoked never comes back. */
  private static List<Authenticator> added(Client client, ClientMetadata asked) {
    Map<String, NodeState> known =
        client.credentials().stream()
            .collect(Collectors.toMap(it -> it.authenticator().thumbprint(), Credential::state));
    if (asked.authenticators().stream()
        .anyMatch(it -> known.get(it.thumbprint()) == NodeState.REVOKED)) {
      throw MetadataReader.invalid("a key that was revoked cannot be registered again");
    }
    return asked.authenticators().stream()
        .filter(it -> !known.containsKey(it.thumbprint()))
        .toList();
  }

  /** A secret is an administrator's to give and to take. */
  private static List<CredentialId> leaving(Client client, ClientMetadata asked) {
    Set<String> named =
        asked.authenticators().stream().map(Authenticator::thumbprint).collect(Collectors.toSet());
    return client.credentials().stream()
        .filter(it -> it.state() != NodeState.REVOKED)
        .filter(it -> !(it.authenticator() instanceof Authenticator.Secret))
        .filter(it -> !named.contains(it.authenticator().thumbprint()))
        .map(Credential::id)
        .toList();
  }

  private static Optional<Tightening> tightening(Client client, ClientMetadata asked) {
    Ceiling now = client.agent().node().ceiling();
    Optional<Extent> scopes =
        asked
            .scope()
            .map(some -> Narrowing.within(Bounds.scopes(List.copyOf(some)), now.scopes()))
            .filter(some -> !some.equals(now.scopes()));
    Optional<DetailExtent> details =
        asked
            .detailTypes()
            .map(types -> Narrowing.ofTypes(types, now.authorizationDetails()))
            .filter(some -> !some.equals(now.authorizationDetails()));
    return scopes.isEmpty() && details.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Tightening(
                scopes,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                details));
  }

  private static Event event(Client client, Change change, Origin origin) {
    NodeId agent = client.agent().id();
    return Event.of(EventType.CLIENT_CHANGED, agent.toString(), origin)
        .onAgent(agent)
        .under(client.agent().node().sponsor())
        .with(
            Map.of(
                "leaving",
                change.leaving().stream()
                    .map(CredentialId::toString)
                    .collect(Collectors.joining(" "))));
  }
}
