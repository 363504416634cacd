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
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A certificate proves a client if it is for a registered key ({@code self_signed_tls_client_auth},
 * RFC 8705 §2.2), or has a registered name and comes from a trusted authority ({@code
 * tls_client_auth}, §2.1). Each request is decided anew, by what is registered then.
 */
@ApplicationScoped
public class CertificateProof {
  private final CertificateAuthorities authorities;
  private final Clock clock;

  CertificateProof(CertificateAuthorities authorities, Clock clock) {
    this.authorities = authorities;
    this.clock = clock;
  }

  /** The live client as proven by that certificate, or a refusal. */
  Uni<AuthenticatedClient> prove(Client client, PresentedCertificate certificate) {
    Instant now = clock.instant();
    requireInForce(certificate, now);
    Optional<Credential> byKey = live(client, now, credential -> isKeyOf(credential, certificate));
    if (byKey.isPresent()) {
      return Uni.createFrom().item(AuthenticatedClient.by(byKey.get(), client));
    }
    Credential named =
        live(client, now, credential -> isNameOf(credential, certificate))
            .orElseThrow(CertificateProof::unproven);
    // Last, since it is the only step that costs: whoever has not the name never gets here.
    return authorities
        .vouchFor(certificate, now)
        .map(
            vouched -> {
              if (!vouched) {
                throw unproven();
              }
              return AuthenticatedClient.by(named, client);
            });
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

  private static Optional<Credential> live(
      Client client, Instant now, Predicate<Credential> proven) {
    return client.credentials().stream()
        .filter(credential -> credential.isLive(now))
        .filter(proven)
        .findFirst();
  }

  private static boolean isKeyOf(Credential credential, PresentedCertificate certificate) {
    return credential.authenticator() instanceof Authenticator.Key(var jwk)
        && jwk.isOf(certificate.own().getPublicKey());
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
