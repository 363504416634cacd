package dev.avowry.federation;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.key.Jwk;
import dev.avowry.ledger.SingleUse;
import dev.avowry.web.EndpointRule;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * Clients that nobody has registered: their {@code client_id} is the address of a document about
 * them, and a policy for its very host says whose agents they are
 * (draft-ietf-oauth-client-id-metadata-document).
 */
@ApplicationScoped
public class AddressedClients {
  private final TrustStore store;
  private final ClientDocuments documents;
  private final WorkloadAgents agents;
  private final Admissions admissions;
  private final EndpointRule rule;

  AddressedClients(
      TrustStore store,
      ClientDocuments documents,
      WorkloadAgents agents,
      Admissions admissions,
      EndpointRule rule) {
    this.store = store;
    this.documents = documents;
    this.agents = agents;
    this.admissions = admissions;
    this.rule = rule;
  }

  /** Whether a {@code client_id} says of itself that it is an address. */
  public static boolean isAddress(String clientId) {
    return clientId.contains("://");
  }

  /** The client, if a policy lets it in; nobody is asked for a document before. */
  public Uni<AddressedClient> find(String clientId) {
    ClientIdUrl address = ClientIdUrl.parse(clientId, rule).orElseThrow(AddressedClients::unproven);
    return store
        .host(address.origin())
        .map(found -> found.filter(Trust::isLive).orElseThrow(AddressedClients::unproven))
        .map(trust -> allowed(address, trust));
  }

  private static AddressedClient allowed(ClientIdUrl address, Trust trust) {
    Workload workload = Profile.addressed(address.toString(), address.origin());
    return new AddressedClient(
        address,
        trust,
        trust.ruleFor(workload, Optional.empty()).orElseThrow(AddressedClients::unproven));
  }

  /**
   * The keys that the client may have signed with. That its document cannot be had is told only to
   * one that was here before: to a stranger it is the same as every other no.
   */
  public Uni<List<Jwk>> keys(AddressedClient client, Optional<String> kid) {
    return documents
        .keys(client, kid)
        .onFailure(Refused.class)
        .recoverWithUni(
            refused ->
                agents
                    .known(client.rule(), client.workload())
                    .chain(
                        known ->
                            Uni.createFrom().failure(known.isPresent() ? refused : unproven())));
  }

  /**
   * Which agent a client is that has proven to hold one of those keys.
   *
   * @param use what is used up by that
   * @param origin from where the request came, if an agent may be made of the client
   */
  public Uni<Admission> admit(AddressedClient client, SingleUse use, Optional<Origin> origin) {
    return agents
        .known(client.rule(), client.workload())
        .chain(
            known ->
                known.isPresent() || origin.isEmpty()
                    ? Uni.createFrom().item(client.workload())
                    : described(client))
        .chain(
            workload ->
                admissions.admit(
                    client.trust(),
                    client.rule(),
                    workload,
                    Optional.of(use),
                    Optional.<NodeId>empty(),
                    origin));
  }

  /** As its document describes it, for whoever makes an agent of it. */
  private Uni<Workload> described(AddressedClient client) {
    return documents
        .document(client.address())
        .map(document -> client.workload().bound(document.boundTokens()))
        .onFailure()
        .transform(failure -> unproven());
  }

  /** The same for an address, a host and a policy that nobody knows, and for what is not theirs. */
  private static Refused unproven() {
    return Refusal.refused(
        Reason.INVALID_CLIENT,
        "the client assertion was refused: no live client with this client_id has a key that"
            + " verifies it");
  }
}
