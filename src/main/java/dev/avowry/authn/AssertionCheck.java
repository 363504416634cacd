package dev.avowry.authn;

import dev.avowry.agent.Client;
import dev.avowry.authn.ClientKeys.Candidate;
import dev.avowry.key.CompactJwt;
import dev.avowry.key.Verification;
import dev.avowry.key.VerifiedJwt;
import dev.avowry.ledger.SingleUse;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** {@code private_key_jwt}: which of a client's keys has signed an assertion, if any. */
@ApplicationScoped
class AssertionCheck {
  private final ClientKeys keys;
  private final Verification verification;
  private final Decoy decoy;
  private final Clock clock;
  private final String issuer;

  AssertionCheck(
      ClientKeys keys,
      Verification verification,
      Decoy decoy,
      Clock clock,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.keys = keys;
    this.verification = verification;
    this.decoy = decoy;
    this.clock = clock;
    this.issuer = issuer;
  }

  /**
   * What the assertion proves of the client; refused when that is nothing.
   *
   * @param name as the client calls itself
   */
  Uni<AuthenticatedClient> require(Optional<Client> client, CompactJwt assertion, String name) {
    return client
        .map(
            known ->
                keys.of(known, assertion.kid()).chain(all -> prove(known, name, all, assertion)))
        .orElseGet(() -> unproven(assertion));
  }

  /** By the first of the keys that verifies it. */
  private Uni<AuthenticatedClient> prove(
      Client client, String name, List<Candidate> candidates, CompactJwt assertion) {
    if (candidates.isEmpty()) {
      return unproven(assertion);
    }
    Candidate first = candidates.getFirst();
    List<Candidate> others = candidates.subList(1, candidates.size());
    return verification
        .verify(assertion, first.key())
        .chain(
            verified ->
                verified
                    .map(jwt -> proven(client, name, first, jwt))
                    .orElseGet(
                        () ->
                            others.isEmpty()
                                ? Uni.createFrom().failure(ClientAssertion.unproven())
                                : prove(client, name, others, assertion)));
  }

  private Uni<AuthenticatedClient> proven(
      Client client, String name, Candidate by, VerifiedJwt assertion) {
    SingleUse use = ClientAssertion.check(assertion, name, issuer, clock.instant());
    return Uni.createFrom().item(AuthenticatedClient.by(by.chain(), client, use));
  }

  /** After as much work as for a client that is there. */
  private Uni<AuthenticatedClient> unproven(CompactJwt assertion) {
    return decoy
        .key(assertion)
        .map(key -> verification.verify(assertion, key).replaceWithVoid())
        .orElseGet(() -> Uni.createFrom().voidItem())
        .chain(() -> Uni.createFrom().failure(ClientAssertion.unproven()));
  }
}
