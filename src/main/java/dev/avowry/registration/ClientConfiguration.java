package dev.avowry.registration;

import dev.avowry.agent.Client;
import dev.avowry.agent.Directory;
import dev.avowry.agent.NodeKind;
import dev.avowry.agent.SecretHash;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.revocation.Cause;
import dev.avowry.revocation.Leave;
import dev.avowry.revocation.Mode;
import dev.avowry.revocation.Order;
import dev.avowry.revocation.Requester;
import dev.avowry.revocation.Revocations;
import dev.avowry.revocation.Target;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/**
 * Lets a registered client look after its own registration, RFC 7592. It can become less and other,
 * and never more; what is dead, suspended or under somebody who is answers to no token of its own.
 */
@ApplicationScoped
public class ClientConfiguration {
  private final RegistrationStore store;
  private final Directory directory;
  private final ClientChanges changes;
  private final Revocations revocations;
  private final Clock clock;

  ClientConfiguration(
      RegistrationStore store,
      Directory directory,
      ClientChanges changes,
      Revocations revocations,
      Clock clock) {
    this.store = store;
    this.directory = directory;
    this.changes = changes;
    this.revocations = revocations;
    this.clock = clock;
  }

  /** Refuses whoever does not hold the registration access token of this very client. */
  public Uni<Void> require(NodeId agent, SecretBytes token) {
    return client(agent, token).replaceWithVoid();
  }

  /** The client as it is, RFC 7592 §2.1. */
  public Uni<ClientInformation> read(NodeId agent, SecretBytes token) {
    return client(agent, token)
        .chain(
            client ->
                store
                    .client(agent)
                    .map(Optional::orElseThrow)
                    .map(
                        registered ->
                            ClientInformation.of(client.agent(), registered.metadata(), token)));
  }

  /**
   * Replaces what the client says of itself, RFC 7592 §2.2. What it adds is durable first, and what
   * it leaves out ends through the door after it: cut off between the two it has too many keys for
   * a while, is not told that it succeeded, and asks again.
   */
  public Uni<ClientInformation> replace(
      NodeId agent, SecretBytes token, ClientMetadata asked, Origin origin) {
    return client(agent, token)
        .chain(client -> changes.apply(agent, asked, origin))
        .onFailure()
        .transform(RegistrationErrors::ofFailure)
        .call(change -> end(change, requester(change.client(), origin)))
        .chain(() -> read(agent, token));
  }

  /** Ends the client for ever, RFC 7592 §2.3: its agent and everything below. */
  public Uni<Void> delete(NodeId agent, SecretBytes token, Origin origin) {
    return client(agent, token)
        .chain(
            client ->
                revocations.order(
                    Order.of(
                        agent(agent),
                        Mode.REVOKE,
                        Cause.CLIENT_REQUEST.code(),
                        Optional.empty(),
                        requester(client, origin))))
        .replaceWithVoid();
  }

  private Uni<Client> client(NodeId agent, SecretBytes token) {
    SecretHash shown = SecretHash.of(token);
    return store
        .client(agent)
        .map(found -> found.filter(it -> it.access().equals(shown)))
        .map(found -> found.orElseThrow(RegistrationErrors::deadRegistration))
        .chain(() -> directory.agent(agent))
        .map(found -> found.filter(this::isLive))
        .map(found -> found.orElseThrow(RegistrationErrors::deadRegistration));
  }

  private boolean isLive(Client client) {
    return client.lineage().firstDead(clock.instant()).isEmpty();
  }

  private Uni<Void> end(ClientChanges.Change change, Requester by) {
    return Multi.createFrom()
        .iterable(change.leaving())
        .onItem()
        .transformToUniAndConcatenate(
            credential ->
                revocations.order(
                    Order.of(
                        new Target.OfCredential(credential),
                        Mode.REVOKE,
                        Cause.ROTATION.code(),
                        Optional.empty(),
                        by)))
        .collect()
        .asList()
        .chain(() -> tighten(change, by));
  }

  private Uni<Void> tighten(ClientChanges.Change change, Requester by) {
    return change
        .tightening()
        .map(
            lower ->
                revocations.order(
                    new Order(
                        agent(change.client().agent().id()),
                        Mode.TIGHTEN,
                        Optional.of(lower),
                        Cause.CLIENT_REQUEST.code(),
                        Optional.empty(),
                        by,
                        new Leave.Own())))
        .map(Uni::replaceWithVoid)
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private static Target agent(NodeId agent) {
    return new Target.OfNode(agent, Optional.of(NodeKind.AGENT));
  }

  private static Requester requester(Client client, Origin origin) {
    NodeId agent = client.agent().id();
    return new Requester(
        agent.toString(),
        client.agent().node().sponsor(),
        lineage -> lineage.contains(agent),
        origin);
  }
}
