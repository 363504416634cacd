package dev.avowry.authn;

import dev.avowry.agent.Client;
import dev.avowry.agent.CredentialUse;
import dev.avowry.agent.StandingMemory;
import dev.avowry.federation.AddressedClients;
import dev.avowry.federation.Admission;
import dev.avowry.federation.Federation;
import dev.avowry.federation.PresentedSvid;
import dev.avowry.federation.VisitingClient;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.key.CompactJwt;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The one door for clients: by an assertion, by a certificate, by a token of a trusted outside
 * issuer, or by a secret. Whoever fails too often is refused before anything is looked at.
 */
@ApplicationScoped
public class ClientAuthentication {
  private final StandingMemory memory;
  private final Recorder recorder;
  private final Guesses guesses;
  private final AssertionCheck assertions;
  private final SecretCheck secrets;
  private final DocumentCheck documents;
  private final Federation federation;
  private final CertificateProof certificates;
  private final CertificateAuthorities authorities;
  private final CredentialUse use;
  private final Clock clock;

  ClientAuthentication(
      StandingMemory memory,
      Recorder recorder,
      Guesses guesses,
      AssertionCheck assertions,
      SecretCheck secrets,
      DocumentCheck documents,
      Federation federation,
      CertificateProof certificates,
      CertificateAuthorities authorities,
      CredentialUse use,
      Clock clock) {
    this.memory = memory;
    this.recorder = recorder;
    this.guesses = guesses;
    this.assertions = assertions;
    this.secrets = secrets;
    this.documents = documents;
    this.federation = federation;
    this.certificates = certificates;
    this.authorities = authorities;
    this.use = use;
    this.clock = clock;
  }

  /**
   * Decides upon a request in which a client says who it is. Refused with {@link
   * Reason#TOO_MANY_REQUESTS} when too much has failed from where it came.
   */
  public <T> Uni<T> attempt(Presented presented, Function<Attempt, Uni<T>> decision) {
    Optional<PresentedAssertion> assertion = presented.assertion().map(PresentedAssertion::read);
    Guesser guesser = Guesser.of(presented, assertion);
    return guesses.guard(
        guesser,
        () ->
            memory.decide(
                standing -> decision.apply(new Attempt(presented, assertion, guesser, standing))));
  }

  /**
   * The client that the request proves to be, if it and all above it are alive as the standing has
   * it. The assertion is still to be claimed, and the hold to be checked: a mint does both in its
   * own transaction. An agent that there is not yet is not made.
   */
  public Uni<AuthenticatedClient> authenticate(Attempt attempt) {
    return authenticate(attempt, Optional.empty());
  }

  /**
   * The same for a request that wants a token: of a workload that a rule makes an agent of one is
   * made.
   *
   * @param origin from where the request came
   */
  public Uni<AuthenticatedClient> authenticate(Attempt attempt, Origin origin) {
    return authenticate(attempt, Optional.of(origin));
  }

  /**
   * The same for a request that shows what a human has lent: a public client needs no more than its
   * name, RFC 6749 §3.2.1. One that is not public proves itself; where it calls itself by an
   * address, by a key that its document had when the human consented.
   *
   * @param holder which agent a client is that calls itself by an address
   */
  public Uni<AuthenticatedClient> identify(
      Attempt attempt, Origin origin, Function<String, Uni<Optional<NodeId>>> holder) {
    return attempt
        .presented()
        .onlyName()
        .map(name -> named(attempt, name, holder))
        .orElseGet(
            () ->
                attempt
                    .assertedAddress()
                    .map(address -> asserted(attempt, address, origin, holder))
                    .orElseGet(() -> authenticate(attempt, origin)));
  }

  private Uni<AuthenticatedClient> named(
      Attempt attempt, String name, Function<String, Uni<Optional<NodeId>>> holder) {
    return AddressedClients.isAddress(name)
        ? holder
            .apply(name)
            .chain(found -> named(attempt, found.orElseThrow(ClientAuthentication::unnamed)))
        : named(attempt, NodeId.parse(name).orElseThrow(ClientAuthentication::unnamed));
  }

  /** The agent that the address is to the human who has lent it that, or to whom a policy says. */
  private Uni<AuthenticatedClient> asserted(
      Attempt attempt,
      String address,
      Origin origin,
      Function<String, Uni<Optional<NodeId>>> holder) {
    return holder
        .apply(address)
        .chain(
            found ->
                found
                    .map(agent -> asserted(attempt, address, agent))
                    .orElseGet(() -> authenticate(attempt, origin)));
  }

  private Uni<AuthenticatedClient> asserted(Attempt attempt, String address, NodeId agent) {
    CompactJwt assertion = attempt.requireOnlyAssertion().jwt();
    requireAgreement(attempt, address);
    return attempt
        .standing()
        .client(agent)
        .chain(found -> assertions.require(found.filter(this::isLive), assertion, address));
  }

  /**
   * What is used up by a request of a client that nobody has registered: nothing, where it has no
   * key to prove itself by. Refused when it has one and does not.
   */
  public Uni<List<SingleUse>> prove(Attempt attempt, VisitingClient client) {
    if (client.keys().isEmpty()) {
      return attempt.presented().onlyName().isPresent()
          ? Uni.createFrom().item(List.of())
          : Uni.createFrom().failure(unnamed());
    }
    CompactJwt assertion = attempt.requireOnlyAssertion().jwt();
    requireAgreement(attempt, client.address().toString());
    return documents.require(assertion, client).map(List::of);
  }

  private Uni<AuthenticatedClient> named(Attempt attempt, NodeId claimed) {
    return attempt
        .standing()
        .client(claimed)
        .map(
            found ->
                found
                    .filter(this::isLive)
                    .filter(client -> client.agent().redirects().isPublic())
                    .map(AuthenticatedClient::unproven)
                    .orElseThrow(ClientAuthentication::unnamed));
  }

  /** The same for a client that is unknown, dead, or not public. */
  private static Refused unnamed() {
    return Refusal.refused(
        Reason.INVALID_CLIENT,
        "client authentication is missing: a client_id alone is enough for a live public client");
  }

  /**
   * The agent that a token of a trusted outside issuer proves, RFC 7523 §2.1: nothing else says who
   * asks, and what else does is refused.
   */
  public Uni<AuthenticatedClient> redeem(Attempt attempt, String assertion, Origin origin) {
    attempt.presented().requireNothing();
    return admit(attempt, PresentedAssertion.read(assertion), Optional.of(origin))
        .invoke(client -> guesses.remember(attempt.guesser()));
  }

  private Uni<AuthenticatedClient> authenticate(Attempt attempt, Optional<Origin> origin) {
    return proven(attempt, origin)
        .invoke(client -> guesses.remember(attempt.guesser()))
        .invoke(client -> client.credential().ifPresent(use::seen));
  }

  /** By the one method that there is. */
  private Uni<AuthenticatedClient> proven(Attempt attempt, Optional<Origin> origin) {
    if (attempt.presented().isByCertificate()) {
      return byCertificate(attempt);
    }
    return attempt
        .presented()
        .onlySecret()
        .map(secret -> bySecret(attempt, secret))
        .orElseGet(() -> byAssertion(attempt, origin));
  }

  private Uni<AuthenticatedClient> bySecret(Attempt attempt, PresentedSecret secret) {
    return attempt
        .standing()
        .client(SecretCheck.claimedClient(secret))
        .map(found -> secrets.require(found.filter(this::isLive), secret));
  }

  private Uni<AuthenticatedClient> byAssertion(Attempt attempt, Optional<Origin> origin) {
    PresentedAssertion presented = attempt.requireAssertion();
    CompactJwt assertion = presented.jwt();
    if (attempt.presented().isJwtSvid() || ClientAssertion.isOfSomebodyElse(assertion)) {
      return admit(attempt, presented, origin);
    }
    Optional<String> address = ClientAssertion.claimedAddress(assertion);
    if (address.isPresent()) {
      requireAgreement(attempt, address.get());
      return documents
          .require(assertion, address.get(), origin)
          .chain(admission -> admitted(attempt, admission));
    }
    NodeId claimed = ClientAssertion.claimedClient(assertion);
    requireAgreement(attempt, claimed.toString());
    return attempt
        .standing()
        .client(claimed)
        .chain(
            found -> assertions.require(found.filter(this::isLive), assertion, claimed.toString()));
  }

  private Uni<AuthenticatedClient> byCertificate(Attempt attempt) {
    PresentedCertificate certificate = attempt.presented().certificate().orElseThrow();
    NodeId claimed =
        attempt
            .presented()
            .clientId()
            .flatMap(NodeId::parse)
            .orElseThrow(CertificateProof::unproven);
    return attempt
        .standing()
        .client(claimed)
        .map(found -> found.filter(this::isLive).orElseThrow(CertificateProof::unproven))
        .chain(
            client ->
                certificates
                    .prove(client, certificate)
                    .onFailure(ClientAuthentication::isUnproven)
                    .recoverWithUni(refused -> bySvid(client, certificate, refused)));
  }

  /** What proves nothing by itself may do so by the word of a SPIFFE issuer that is trusted. */
  private Uni<AuthenticatedClient> bySvid(
      Client client, PresentedCertificate certificate, Throwable otherwise) {
    PresentedSvid shown =
        new PresentedSvid(
            certificate.own(),
            by -> authorities.vouchFor(certificate, by, clock.instant()),
            client.agent().id());
    return federation
        .admit(shown)
        .onItem()
        .transformToUni(
            found ->
                found
                    .map(admission -> AuthenticatedClient.by(admission, client))
                    .map(proven -> Uni.createFrom().item(proven))
                    .orElseGet(() -> Uni.createFrom().failure(otherwise)));
  }

  private static boolean isUnproven(Throwable failure) {
    return failure instanceof Refused refused
        && refused.refusal().reason() == Reason.INVALID_CLIENT;
  }

  private Uni<AuthenticatedClient> admit(
      Attempt attempt, PresentedAssertion token, Optional<Origin> origin) {
    Optional<NodeId> client =
        attempt
            .presented()
            .clientId()
            .map(id -> NodeId.parse(id).orElseThrow(ClientAssertion::unproven));
    return federation
        .admit(
            new Federation.Shown(
                token.jwt(), token.text(), attempt.presented().isJwtSvid(), client, origin))
        .chain(admission -> admitted(attempt, admission));
  }

  private static void requireAgreement(Attempt attempt, String claimed) {
    if (attempt.presented().clientId().filter(id -> !id.equals(claimed)).isPresent()) {
      throw ClientAssertion.failed("the parameter client_id names another client");
    }
  }

  private Uni<AuthenticatedClient> admitted(Attempt attempt, Admission admission) {
    return attempt.standing().client(admission.agent()).map(found -> admitted(admission, found));
  }

  private AuthenticatedClient admitted(Admission admission, Optional<Client> found) {
    return AuthenticatedClient.by(
        admission, found.filter(this::isLive).orElseThrow(ClientAssertion::unproven));
  }

  private boolean isLive(Client client) {
    return client.lineage().firstDead(clock.instant()).isEmpty();
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
      case Outcome.Replayed(SingleUse use) when use.kind() == SingleUse.Kind.IDENTITY_ASSERTION ->
          throw Refusal.refused(
              Reason.INVALID_GRANT, "the identity assertion was refused: it was used before");
      case Outcome.Replayed(SingleUse use)
          when use.kind() == SingleUse.Kind.AUTHORIZATION_CODE
              || use.kind() == SingleUse.Kind.DEVICE_CODE
              || use.kind() == SingleUse.Kind.REFRESH_TOKEN ->
          throw Refusal.refused(
              Reason.INVALID_GRANT,
              "it was used before, and whatever came of it has been ended: ask the human again");
      case Outcome.Replayed(SingleUse use) when use.kind() == SingleUse.Kind.APPROVAL ->
          throw Refusal.refused(
              Reason.INVALID_GRANT, "a token was given for this before: ask once more");
      case Outcome.Replayed _ -> throw ClientAssertion.failed("it was used before");
      case Outcome.Broken broken -> throw new Superseded();
    };
  }
}
