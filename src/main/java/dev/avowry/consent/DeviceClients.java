package dev.avowry.consent;

import dev.avowry.agent.BoundTokens;
import dev.avowry.authn.Attempt;
import dev.avowry.authn.AuthenticatedClient;
import dev.avowry.authn.Binding;
import dev.avowry.authn.ClientAuthentication;
import dev.avowry.authn.Possession;
import dev.avowry.authn.Presented;
import dev.avowry.authn.PresentedProof;
import dev.avowry.authn.ProvenKey;
import dev.avowry.federation.VisitingClient;
import dev.avowry.federation.VisitingClients;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.Proposal;
import dev.avowry.ledger.Recorder;
import dev.avowry.ledger.SingleUse;
import dev.avowry.ledger.Superseded;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who asks by a device code: an agent that proves itself as at the token endpoint, a public one by
 * its name, or a client that nobody knows by its address and the keys of its document.
 */
@ApplicationScoped
public class DeviceClients {
  private final ClientAuthentication authentication;
  private final Possession possession;
  private final VisitingClients visitors;
  private final Recorder recorder;

  DeviceClients(
      ClientAuthentication authentication,
      Possession possession,
      VisitingClients visitors,
      Recorder recorder) {
    this.authentication = authentication;
    this.possession = possession;
    this.visitors = visitors;
    this.recorder = recorder;
  }

  /**
   * A client that may ask.
   *
   * @param binding the key or the certificate that it has proven to hold
   */
  public record Proven(Asker asker, Optional<Binding> binding) {}

  /** The client; whatever it proved itself with is used up when it returns. */
  public Uni<Proven> prove(Presented presented, PresentedProof proof, Origin origin) {
    return Superseded.decideAnew(
            () ->
                authentication.attempt(
                    presented,
                    attempt ->
                        attempt
                            .address()
                            .map(address -> visitor(attempt, address, proof))
                            .orElseGet(() -> agent(attempt, proof, origin))))
        .invoke(DeviceClients::requireRegistered);
  }

  /** After what proved it is used up: a refusal before would have it looked at once more. */
  private static void requireRegistered(Proven client) {
    if (!client.asker().redirects().asksByCode()) {
      throw Refusal.refused(
          Reason.UNAUTHORIZED_CLIENT, "the client is not registered for the grant of device codes");
    }
  }

  private Uni<Proven> agent(Attempt attempt, PresentedProof proof, Origin origin) {
    return authentication
        .identify(attempt, origin, address -> Uni.createFrom().item(Optional.empty()))
        .chain(client -> bound(client, proof, attempt))
        .call(client -> authentication.useUp(client, List.of()))
        .map(client -> new Proven(new Asker.Known(client.client()), client.boundTo()));
  }

  /** A proof is no must here, as it is none where a request is pushed; RFC 9449 §10.1. */
  private Uni<AuthenticatedClient> bound(
      AuthenticatedClient client, PresentedProof proof, Attempt attempt) {
    boolean toKey = client.client().agent().boundTokens() != BoundTokens.TO_CERTIFICATE;
    return toKey && proof.isAbsent()
        ? Uni.createFrom().item(client)
        : possession.bind(client, proof, attempt.certificate());
  }

  private Uni<Proven> visitor(Attempt attempt, String address, PresentedProof proof) {
    return visitors
        .find(address)
        .chain(
            client ->
                authentication
                    .prove(attempt, client)
                    .chain(uses -> possession.held(proof).chain(key -> proven(client, uses, key))));
  }

  private Uni<Proven> proven(VisitingClient client, List<SingleUse> uses, Optional<ProvenKey> key) {
    Proven proven =
        new Proven(
            new Asker.Visitor(client), key.map(ProvenKey::thumbprint).map(Binding.class::cast));
    List<SingleUse> all = Stream.concat(uses.stream(), key.map(ProvenKey::proof).stream()).toList();
    return all.isEmpty()
        ? Uni.createFrom().item(proven)
        : recorder
            .record(Proposal.use(all, List.of()))
            .map(ClientAuthentication::requireRecorded)
            .replaceWith(proven);
  }
}
