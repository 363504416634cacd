package dev.avowry.authn;

import dev.avowry.kernel.Refused;
import dev.avowry.key.Algorithm;
import dev.avowry.key.CompactJwt;
import dev.avowry.key.Jwk;
import dev.avowry.key.Verification;
import dev.avowry.key.VerifiedJwt;
import dev.avowry.ledger.Hold;
import dev.avowry.ledger.Outcome;
import dev.avowry.ledger.Proposal;
import dev.avowry.ledger.Recorder;
import dev.avowry.ledger.SingleUse;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Finds out which key a request proves to hold, RFC 9449, and binds tokens to it. */
@ApplicationScoped
public class Possession {
  private final Verification verification;
  private final Recorder recorder;
  private final DpopNonces nonces;
  private final Clock clock;

  Possession(Verification verification, Recorder recorder, DpopNonces nonces, Clock clock) {
    this.verification = verification;
    this.recorder = recorder;
    this.nonces = nonces;
    this.clock = clock;
  }

  /** By which algorithms a proof may be signed, as {@code alg} has them. */
  public static List<String> algorithms() {
    return DpopProof.ALGORITHMS.stream().map(Algorithm::joseName).toList();
  }

  /** The nonce that is given to whoever brings a proof; empty when nonces are not in use. */
  public Optional<String> nonce() {
    return nonces.current();
  }

  /**
   * The client with what its tokens are to be bound to, as it is registered: the key of its proof,
   * if there is one or there has to be one (RFC 9449 §5.2), or its certificate (RFC 8705 §3.4).
   */
  public Uni<AuthenticatedClient> bind(
      AuthenticatedClient client,
      PresentedProof proof,
      Optional<PresentedCertificate> certificate) {
    return switch (client.client().agent().boundTokens()) {
      case BY_CHOICE -> proof.isAbsent() ? Uni.createFrom().item(client) : toKey(client, proof);
      case TO_KEY -> toKey(client, proof);
      case TO_CERTIFICATE ->
          Uni.createFrom()
              .item(client.holding(CertificateProof.toBindTo(proof, certificate, clock.instant())));
    };
  }

  /** The key that a request proves to hold, whoever sends it; empty when it brings no proof. */
  public Uni<Optional<ProvenKey>> held(PresentedProof proof) {
    return proof.isAbsent()
        ? Uni.createFrom().item(Optional.empty())
        : prove(proof, Optional.empty()).map(Optional::of);
  }

  private Uni<AuthenticatedClient> toKey(AuthenticatedClient client, PresentedProof proof) {
    return prove(proof, Optional.empty()).map(client::holding);
  }

  /**
   * Uses up the proof that the token's bearer holds the key, provided that what the token rests on
   * is still alive: both are found out in one transaction, over all replicas.
   *
   * @return whether it is alive; a proof that is not in order, of another key or used before is
   *     refused
   */
  public Uni<Boolean> useUp(
      PresentedProof presented, String accessToken, Thumbprint key, Hold hold) {
    return prove(presented, Optional.of(accessToken))
        .invoke(proven -> requireKey(proven, key))
        .chain(proven -> recorder.record(Proposal.use(List.of(proven.proof()), List.of(hold))))
        .map(Possession::isAlive);
  }

  private Uni<ProvenKey> prove(PresentedProof presented, Optional<String> accessToken) {
    CompactJwt proof = DpopProof.parse(presented);
    Jwk key = DpopProof.key(proof);
    return verification
        .verify(proof, key)
        .map(found -> found.orElseThrow(Possession::unsigned))
        .map(jwt -> proven(jwt, new Thumbprint(key.thumbprint()), presented, accessToken));
  }

  private ProvenKey proven(
      VerifiedJwt proof, Thumbprint key, PresentedProof presented, Optional<String> accessToken) {
    SingleUse use = DpopProof.check(proof, key, presented, accessToken, clock.instant());
    nonces.check(proof.claims());
    return new ProvenKey(key, use);
  }

  private static boolean isAlive(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Recorded _ -> true;
      case Outcome.Broken _ -> false;
      case Outcome.Replayed _ -> throw DpopProof.replayed();
    };
  }

  private static void requireKey(ProvenKey proven, Thumbprint key) {
    if (!proven.thumbprint().equals(key)) {
      throw DpopProof.failed("its key is not the one that the access token is bound to");
    }
  }

  private static Refused unsigned() {
    return DpopProof.failed("it is not signed by its own key");
  }
}
