package dev.avowry.authn;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.ledger.Superseded;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Clients at endpoints that mint nothing: what proves them is used up there and then. */
@ApplicationScoped
public class ProvenClients {
  private final ClientAuthentication authentication;
  private final Possession possession;

  ProvenClients(ClientAuthentication authentication, Possession possession) {
    this.authentication = authentication;
    this.possession = possession;
  }

  /**
   * The client, as {@link ClientAuthentication#identify} knows it.
   *
   * @param holder which agent a client is that calls itself by an address
   */
  public Uni<AuthenticatedClient> identified(
      Presented presented, Origin origin, Function<String, Uni<Optional<NodeId>>> holder) {
    return once(presented, attempt -> authentication.identify(attempt, origin, holder));
  }

  /**
   * The client, as {@link ClientAuthentication#authenticate(Attempt)} knows it, with the key or the
   * certificate that it brings. No proof is a must, RFC 9449 §10.1: whoever brings one binds to it
   * what comes of the request.
   */
  public Uni<AuthenticatedClient> holding(Presented presented, PresentedProof proof) {
    return once(
        presented,
        attempt ->
            authentication.authenticate(attempt).chain(known -> held(known, proof, attempt)));
  }

  /** The same where a public client needs no more than its name, which is no address. */
  public Uni<AuthenticatedClient> identifiedHolding(
      Presented presented, PresentedProof proof, Origin origin) {
    return once(
        presented,
        attempt ->
            authentication
                .identify(attempt, origin, address -> Uni.createFrom().item(Optional.empty()))
                .chain(known -> held(known, proof, attempt)));
  }

  private Uni<AuthenticatedClient> held(
      AuthenticatedClient client, PresentedProof proof, Attempt attempt) {
    return proof.isAbsent()
        ? Uni.createFrom().item(client)
        : possession.bind(client, proof, attempt.certificate());
  }

  private Uni<AuthenticatedClient> once(
      Presented presented, Function<Attempt, Uni<AuthenticatedClient>> client) {
    return Superseded.decideAnew(
        () ->
            authentication
                .attempt(presented, client)
                .call(proven -> authentication.useUp(proven, List.of())));
  }
}
