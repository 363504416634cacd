package dev.avowry.authn;

import dev.avowry.agent.Credential;
import dev.avowry.agent.Successors;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.key.CompactJwt;
import dev.avowry.key.Jwk;
import dev.avowry.key.Verification;
import dev.avowry.ledger.Outcome;
import dev.avowry.ledger.Proposal;
import dev.avowry.ledger.Recorder;
import dev.avowry.ledger.SingleUse;
import dev.avowry.ledger.Superseded;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * An agent adds a key for itself: it signs with the old one and with the new one. A token alone is
 * not enough, since who stole one would stay for longer than it lives.
 */
@ApplicationScoped
public class Succession {
  private final ClientAuthentication authentication;
  private final Verification verification;
  private final Recorder recorder;
  private final Successors successors;
  private final Clock clock;
  private final String issuer;

  Succession(
      ClientAuthentication authentication,
      Verification verification,
      Recorder recorder,
      Successors successors,
      Clock clock,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.authentication = authentication;
    this.verification = verification;
    this.recorder = recorder;
    this.successors = successors;
    this.clock = clock;
    this.issuer = issuer;
  }

  /**
   * Adds the key, which rides on the one that signed the assertion.
   *
   * @param agent whose token came along
   * @param assertion a client assertion, signed with the old key
   * @param proof signed with the new key, see {@link SuccessorProof}
   */
  public Uni<Credential> add(NodeId agent, String assertion, String proof, Origin origin) {
    CompactJwt parsed = SuccessorProof.parse(proof);
    Jwk key = SuccessorProof.key(parsed);
    Presented presented =
        Presented.assertion(ClientAssertion.TYPE, assertion).from(origin.clientAddress());
    return verification
        .verify(parsed, key)
        .map(found -> found.orElseThrow(() -> SuccessorProof.failed("its own key did not sign it")))
        .map(jwt -> SuccessorProof.check(jwt, agent, issuer, clock.instant()))
        .chain(use -> used(agent, presented, use))
        .chain(old -> successors.add(agent, key, old.id(), origin));
  }

  /** The credential that signed the assertion, once both JWTs are used up in one transaction. */
  private Uni<Credential> used(NodeId agent, Presented presented, SingleUse proof) {
    return Superseded.decideAnew(
        () ->
            authentication
                .attempt(presented, authentication::authenticate)
                .call(client -> useUp(client, proof))
                .map(client -> ownKey(agent, client)));
  }

  private Uni<Void> useUp(AuthenticatedClient client, SingleUse proof) {
    List<SingleUse> uses = List.of(client.uses().getFirst(), proof);
    return recorder
        .record(Proposal.use(uses, client.holds()))
        .invoke(Succession::requireFresh)
        .map(ClientAuthentication::requireRecorded)
        .replaceWithVoid();
  }

  private static void requireFresh(Outcome outcome) {
    if (outcome instanceof Outcome.Replayed(SingleUse use)
        && use.kind() == SingleUse.Kind.SUCCESSOR_PROOF) {
      throw SuccessorProof.failed("its jti was used before");
    }
  }

  private static Credential ownKey(NodeId agent, AuthenticatedClient client) {
    return Optional.of(client)
        .filter(any -> client.id().equals(agent))
        .flatMap(AuthenticatedClient::credential)
        .orElseThrow(
            () ->
                Refusal.refused(
                    Reason.INVALID_CLIENT,
                    "client_assertion must be signed with a key of the agent's own"));
  }
}
