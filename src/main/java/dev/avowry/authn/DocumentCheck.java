package dev.avowry.authn;

import dev.avowry.federation.AddressedClient;
import dev.avowry.federation.AddressedClients;
import dev.avowry.federation.Admission;
import dev.avowry.federation.VisitingClient;
import dev.avowry.kernel.Origin;
import dev.avowry.key.CompactJwt;
import dev.avowry.key.Jwk;
import dev.avowry.key.Verification;
import dev.avowry.key.VerifiedJwt;
import dev.avowry.ledger.SingleUse;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * {@code private_key_jwt} of a client whose {@code client_id} is an address: whether a key that its
 * document names has signed an assertion. The rules for the assertion are those for every client.
 */
@ApplicationScoped
class DocumentCheck {
  private final AddressedClients clients;
  private final Verification verification;
  private final Clock clock;
  private final String issuer;

  DocumentCheck(
      AddressedClients clients,
      Verification verification,
      Clock clock,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.clients = clients;
    this.verification = verification;
    this.clock = clock;
    this.issuer = issuer;
  }

  /** Which agent the client is that has made the assertion; refused when it has not. */
  Uni<Admission> require(CompactJwt assertion, String clientId, Optional<Origin> origin) {
    return clients.find(clientId).chain(client -> require(assertion, client, origin));
  }

  /** What is used up by the assertion of a client that nobody has registered. */
  Uni<SingleUse> require(CompactJwt assertion, VisitingClient client) {
    return verified(assertion, client.keysNamed(assertion.kid()))
        .map(
            jwt ->
                ClientAssertion.check(jwt, client.address().toString(), issuer, clock.instant()));
  }

  private Uni<Admission> require(
      CompactJwt assertion, AddressedClient client, Optional<Origin> origin) {
    return clients
        .keys(client, assertion.kid())
        .chain(keys -> verified(assertion, keys))
        .map(
            jwt -> ClientAssertion.check(jwt, client.address().toString(), issuer, clock.instant()))
        .chain(use -> clients.admit(client, use, origin));
  }

  /** By the first of the keys that verifies it. */
  private Uni<VerifiedJwt> verified(CompactJwt assertion, List<Jwk> candidates) {
    if (candidates.isEmpty()) {
      return Uni.createFrom().failure(ClientAssertion.unproven());
    }
    List<Jwk> others = candidates.subList(1, candidates.size());
    return verification
        .verify(assertion, candidates.getFirst())
        .chain(
            found ->
                found
                    .map(jwt -> Uni.createFrom().item(jwt))
                    .orElseGet(() -> verified(assertion, others)));
  }
}
