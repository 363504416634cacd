package dev.avowry.authn;

import dev.avowry.agent.Authenticator;
import dev.avowry.agent.Client;
import dev.avowry.agent.Credential;
import dev.avowry.agent.Standing;
import dev.avowry.agent.StandingMemory;
import dev.avowry.federation.Admission;
import dev.avowry.federation.Federation;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refused;
import dev.avowry.key.CompactJwt;
import dev.avowry.key.Jwk;
import dev.avowry.key.Verification;
import dev.avowry.key.VerifiedJwt;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.Hold;
import dev.avowry.ledger.Outcome;
import dev.avowry.ledger.Proposal;
import dev.avowry.ledger.Recorder;
import dev.avowry.ledger.SingleUse;
import dev.avowry.ledger.Superseded;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Authenticates clients by their assertion, their certificate, or a trusted outside issuer's token.
 */
@ApplicationScoped
public class ClientAuthentication {
  private final StandingMemory memory;
  private final Recorder recorder;
  private final Verification verification;
  private final Federation federation;
  private final CertificateProof certificates;
  private final Clock clock;
  private final String issuer;

  ClientAuthentication(
      StandingMemory memory,
      Recorder recorder,
      Verification verification,
      Federation federation,
      CertificateProof certificates,
      Clock clock,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.memory = memory;
    this.recorder = recorder;
    this.verification = verification;
    this.federation = federation;
    this.certificates = certificates;
    this.clock = clock;
    this.issuer = issuer;
  }

  /**
   * The client that the request proves to be, if it and all above it are alive as the standing has
   * it. The assertion is still to be claimed, and the hold to be checked: a mint does both in its
   * own transaction. An agent that there is not yet is not made.
   */
  public Uni<AuthenticatedClient> authenticate(Presented presented, Standing standing) {
    return authenticate(presented, standing, Optional.empty());
  }

  /**
   * The same for a request that wants a token: of a workload that a rule makes an agent of one is
   * made.
   *
   * @param origin from where the request came
   */
  public Uni<AuthenticatedClient> authenticate(
      Presented presented, Standing standing, Origin origin) {
    return authenticate(presented, standing, Optional.of(origin));
  }

  /**
   * The agent that a token of a trusted outside issuer proves, RFC 7523 §2.1: nothing else says who
   * asks, and what else does is refused.
   */
  public Uni<AuthenticatedClient> redeem(
      Presented presented, String assertion, Standing standing, Origin origin) {
    presented.requireNothing();
    return admit(parsed(assertion), assertion, presented, standing, Optional.of(origin));
  }

  private Uni<AuthenticatedClient> authenticate(
      Presented presented, Standing standing, Optional<Origin> origin) {
    if (presented.isByCertificate()) {
      return byCertificate(presented, standing);
    }
    String text = presented.requireAssertion();
    CompactJwt assertion = parsed(text);
    if (ClientAssertion.isOfSomebodyElse(assertion)) {
      return admit(assertion, text, presented, standing, origin);
    }
    NodeId claimed = ClientAssertion.claimedClient(assertion);
    if (presented.clientId().filter(id -> !id.equals(claimed.toString())).isPresent()) {
      throw ClientAssertion.failed("the parameter client_id names another client");
    }
    return standing.client(claimed).chain(found -> prove(found, assertion));
  }

  private Uni<AuthenticatedClient> byCertificate(Presented presented, Standing standing) {
    PresentedCertificate certificate = presented.certificate().orElseThrow();
    NodeId claimed =
        presented.clientId().flatMap(NodeId::parse).orElseThrow(CertificateProof::unproven);
    return standing
        .client(claimed)
        .map(found -> requireLive(found, CertificateProof::unproven))
        .chain(client -> certificates.prove(client, certificate));
  }

  private Uni<AuthenticatedClient> admit(
      CompactJwt token,
      String text,
      Presented presented,
      Standing standing,
      Optional<Origin> origin) {
    Optional<NodeId> client =
        presented.clientId().map(id -> NodeId.parse(id).orElseThrow(ClientAssertion::unproven));
    return federation
        .admit(new Federation.Shown(token, text, client, origin))
        .chain(
            admission ->
                standing.client(admission.agent()).map(found -> admitted(admission, found)));
  }

  private AuthenticatedClient admitted(Admission admission, Optional<Client> found) {
    return AuthenticatedClient.by(admission, requireLive(found, ClientAssertion::unproven));
  }

  private Client requireLive(Optional<Client> found, Supplier<Refused> otherwise) {
    return found
        .filter(it -> it.lineage().firstDead(clock.instant()).isEmpty())
        .orElseThrow(otherwise);
  }

  private static CompactJwt parsed(String assertion) {
    return CompactJwt.parse(assertion, ClientAssertion.MAX_LENGTH).orRefuse(Reason.INVALID_CLIENT);
  }

  /** Authenticates and uses the assertion up, for endpoints that mint nothing. */
  public Uni<AuthenticatedClient> authenticateOnce(Presented presented) {
    return Superseded.decideAnew(
        () ->
            memory
                .decide(standing -> authenticate(presented, standing))
                .call(client -> useUp(client, List.of())));
  }

  /**
   * Uses the client's assertion up, provided that the client and whatever else it rests on are
   * still alive; fails with {@link Superseded} when they are not.
   */
  public Uni<Void> useUp(AuthenticatedClient client, List<Hold> more) {
    List<Hold> holds = new ArrayList<>(more);
    holds.addAll(client.holds());
    return recorder
        .record(Proposal.use(client.uses(), holds))
        .map(ClientAuthentication::requireRecorded)
        .replaceWithVoid();
  }

  /** The fence of what was recorded; a replayed assertion or proof is refused. */
  public static Fence requireRecorded(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Recorded recorded -> recorded.fence();
      case Outcome.Replayed(SingleUse use) when use.kind() == SingleUse.Kind.DPOP_PROOF ->
          throw DpopProof.replayed();
      case Outcome.Replayed _ -> throw ClientAssertion.failed("it was used before");
      case Outcome.Broken broken -> throw new Superseded();
    };
  }

  private Uni<AuthenticatedClient> prove(Optional<Client> found, CompactJwt assertion) {
    Instant now = clock.instant();
    Client client = requireLive(found, ClientAssertion::unproven);
    return prove(client, candidates(client.credentials(), assertion.kid(), now), assertion, now);
  }

  /** By the first of the keys that verifies the assertion. */
  private Uni<AuthenticatedClient> prove(
      Client client, List<Candidate> candidates, CompactJwt assertion, Instant now) {
    if (candidates.isEmpty()) {
      throw ClientAssertion.unproven();
    }
    Candidate first = candidates.getFirst();
    List<Candidate> others = candidates.subList(1, candidates.size());
    return verification
        .verify(assertion, first.key())
        .chain(
            verified ->
                verified
                    .map(jwt -> proven(client, first.credential(), jwt, now))
                    .orElseGet(() -> prove(client, others, assertion, now)));
  }

  /** A key, and the credential that it is of. */
  private record Candidate(Credential credential, Jwk key) {}

  private Uni<AuthenticatedClient> proven(
      Client client, Credential credential, VerifiedJwt assertion, Instant now) {
    SingleUse use = ClientAssertion.check(assertion, client.agent().id(), issuer, now);
    return Uni.createFrom().item(AuthenticatedClient.by(credential, client, use));
  }

  /** The live keys that a kid may mean: its own name or its thumbprint; without a kid, all. */
  private static List<Candidate> candidates(
      List<Credential> all, Optional<String> kid, Instant now) {
    return all.stream()
        .filter(credential -> credential.isLive(now))
        .flatMap(ClientAuthentication::keys)
        .filter(candidate -> kid.map(id -> isNamed(candidate, id)).orElse(true))
        .toList();
  }

  private static Stream<Candidate> keys(Credential credential) {
    return switch (credential.authenticator()) {
      case Authenticator.Key(Jwk jwk) -> Stream.of(new Candidate(credential, jwk));
      case Authenticator.Certificate _ -> Stream.empty();
    };
  }

  private static boolean isNamed(Candidate candidate, String kid) {
    return candidate.key().kid().map(kid::equals).orElse(false)
        || candidate.key().thumbprint().equals(kid)
        || candidate.credential().id().toString().equals(kid);
  }
}
