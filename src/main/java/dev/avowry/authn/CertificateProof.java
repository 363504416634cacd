package dev.avowry.authn;

import dev.avowry.agent.Authenticator;
import dev.avowry.agent.Client;
import dev.avowry.agent.Credential;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A certificate proves a client if it is for a registered key ({@code self_signed_tls_client_auth},
 * RFC 8705 §2.2), or has a registered name and comes from a trusted authority ({@code
 * tls_client_auth}, §2.1). Each request is decided anew, by what is registered then.
 */
@ApplicationScoped
public class CertificateProof {
  private final CertificateAuthorities authorities;
  private final ClientKeys keys;
  private final Clock clock;

  CertificateProof(CertificateAuthorities authorities, ClientKeys keys, Clock clock) {
    this.authorities = authorities;
    this.keys = keys;
    this.clock = clock;
  }

  /** The live client as proven by that certificate, or a refusal. */
  Uni<AuthenticatedClient> prove(Client client, PresentedCertificate certificate) {
    Instant now = clock.instant();
    requireInForce(certificate, now);
    return named(client, certificate, now)
        .map(chain -> byName(client, chain, certificate, now))
        .orElseGet(() -> byKey(client, certificate));
  }

  private Uni<AuthenticatedClient> byKey(Client client, PresentedCertificate certificate) {
    return keys.of(client, Optional.empty())
        .map(
            all ->
                all.stream()
                    .filter(candidate -> candidate.key().isOf(certificate.own().getPublicKey()))
                    .map(candidate -> AuthenticatedClient.byCertificate(candidate.chain(), client))
                    .findFirst()
                    .orElseThrow(CertificateProof::unproven));
  }

  /** Whoever has not the name never gets here: to follow a path is the step that costs. */
  private Uni<AuthenticatedClient> byName(
      Client client, List<Credential> chain, PresentedCertificate certificate, Instant now) {
    return authorities
        .vouchFor(certificate, now)
        .chain(
            vouched ->
                vouched
                    ? Uni.createFrom().item(AuthenticatedClient.byCertificate(chain, client))
                    : byKey(client, certificate));
  }

  private static Optional<List<Credential>> named(
      Client client, PresentedCertificate certificate, Instant now) {
    return client.credentials().stream()
        .filter(credential -> isNameOf(credential, certificate))
        .flatMap(credential -> client.chain(credential, now).stream())
        .findFirst();
  }

  /**
   * What tokens are bound to that have to be bound to a certificate, RFC 8705 §3.4. A proof beside
   * it asks for another binding: which of the two is meant nobody should guess.
   */
  static CertificateThumbprint toBindTo(
      PresentedProof proof, Optional<PresentedCertificate> certificate, Instant now) {
    if (!proof.isAbsent()) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST,
          "the client's tokens are bound to its certificate: the header DPoP must be left out");
    }
    PresentedCertificate presented =
        certificate.orElseThrow(
            () ->
                Refusal.refused(
                    Reason.INVALID_REQUEST,
                    "the client's tokens are bound to its certificate, and it presented none"));
    requireInForce(presented, now);
    return presented.thumbprint();
  }

  private static boolean isNameOf(Credential credential, PresentedCertificate certificate) {
    return credential.authenticator() instanceof Authenticator.Certificate(var name)
        && name.isIn(certificate.own());
  }

  private static void requireInForce(PresentedCertificate certificate, Instant now) {
    if (!certificate.isInForce(now)) {
      throw failed("it has expired, or is not valid yet");
    }
  }

  /** The same for a client that is unknown, dead, or proven by something else. */
  static Refused unproven() {
    return failed("no live client with this client_id is proven by it");
  }

  private static Refused failed(String what) {
    return Refusal.refused(Reason.INVALID_CLIENT, "the client certificate was refused: " + what);
  }
}
