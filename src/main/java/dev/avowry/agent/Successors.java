package dev.avowry.agent;

import dev.avowry.kernel.CredentialId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.key.Jwk;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keys that an agent adds for itself. Each rides on the one that it was added by: it ends with that
 * one, and stands on the path after it, so that who stole a key and added another loses both at
 * once. Somebody above the agent may confirm it; then it stands by itself.
 */
@ApplicationScoped
public class Successors {
  /** Each stands on the path of every token. */
  private static final int LONGEST_CHAIN = 4;

  private final RegistryStore store;
  private final Ledger ledger;
  private final SecureRandom random;
  private final Clock clock;

  Successors(RegistryStore store, Ledger ledger, SecureRandom random, Clock clock) {
    this.store = store;
    this.ledger = ledger;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Adds a key that the agent has proven to hold.
   *
   * @param predecessor the credential by which the agent proved itself
   */
  @WithTransaction
  public Uni<Credential> add(NodeId agent, Jwk key, CredentialId predecessor, Origin origin) {
    Instant now = clock.instant();
    Credential added =
        new Credential(
            CredentialId.random(random),
            agent,
            new Authenticator.Key(key),
            NodeState.LIVE,
            Optional.empty(),
            Optional.of(predecessor),
            Optional.empty(),
            now);
    return client(agent)
        .invoke(client -> requireRoom(client, predecessor, now))
        .call(() -> store.addCredential(added).invoke(Successors::requireNew))
        .call(
            client ->
                ledger.append(
                    event(EventType.CREDENTIAL_ADDED, client, added, agent.toString(), origin)))
        .replaceWith(added);
  }

  /** Lets a key of the agent's stand by itself; refused when it does already, or is dead. */
  @WithTransaction
  public Uni<Credential> confirm(
      NodeId agent, CredentialId credential, String actor, Origin origin) {
    return client(agent)
        .chain(
            client -> {
              Credential rides = requireRiding(client, credential, clock.instant());
              return store
                  .detach(credential)
                  .chain(
                      () ->
                          ledger.append(
                              event(EventType.CREDENTIAL_CONFIRMED, client, rides, actor, origin)))
                  .replaceWith(rides.standingByItself());
            });
  }

  /** As it stands under the lock, which no revocation shares. */
  private Uni<Standpoint> client(NodeId agent) {
    return ledger
        .enterShared()
        .chain(() -> store.lineage(agent))
        .map(found -> found.orElseThrow(Successors::unknown))
        .invoke(lineage -> Attachment.requireLive(lineage, clock.instant()))
        .chain(
            lineage ->
                store.credentials(agent).map(all -> new Standpoint(new Chains(all), lineage)));
  }

  private record Standpoint(Chains credentials, Lineage lineage) {}

  private static void requireRoom(Standpoint client, CredentialId predecessor, Instant now) {
    List<Credential> chain =
        client
            .credentials()
            .of(predecessor, now)
            .orElseThrow(() -> conflict("the key that the new one would ride on is not live"));
    if (chain.size() == LONGEST_CHAIN) {
      throw conflict("too many keys ride on one another: have one confirmed");
    }
    if (client.credentials().ridesLiveOn(predecessor, now)) {
      throw conflict("another key rides on this one already: have it confirmed, or revoked");
    }
  }

  private static Credential requireRiding(Standpoint client, CredentialId credential, Instant now) {
    Credential rides = client.credentials().named(credential).orElseThrow(Successors::unknown);
    if (rides.ridesOn().isEmpty()) {
      throw conflict("the credential stands by itself already");
    }
    if (client.credentials().of(credential, now).isEmpty()) {
      throw conflict("the credential is not live");
    }
    return rides;
  }

  private static Event event(
      EventType type, Standpoint client, Credential credential, String actor, Origin origin) {
    return Event.of(type, actor, origin)
        .onAgent(credential.agent())
        .under(client.lineage().sponsor().id())
        .onTarget(credential.id().toString())
        .with(CredentialDetail.of(credential));
  }

  private static void requireNew(boolean added) {
    if (!added) {
      throw conflict("the agent has this credential already");
    }
  }

  private static Refused conflict(String detail) {
    return Refusal.refused(Reason.CONFLICT, detail);
  }

  private static Refused unknown() {
    return Refusal.refused(Reason.NOT_FOUND, "there is no such credential of such an agent");
  }
}
