package dev.avowry.agent.http;

import dev.avowry.agent.Authenticator;
import dev.avowry.agent.CertificateName;
import dev.avowry.agent.ClientSecret;
import dev.avowry.agent.Credential;
import dev.avowry.agent.Death;
import dev.avowry.kernel.CredentialId;
import dev.avowry.key.Jwk;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A credential on the wire: public parts only, but for a secret that was just made.
 *
 * @param ridesOn the credential that it ends with, until it is confirmed
 * @param lastUsedAt to within an hour
 * @param clientSecret shown once
 */
record CredentialView(
    String id,
    String type,
    String thumbprint,
    Optional<Map<String, Object>> jwk,
    Optional<String> jwksUri,
    Optional<CertificateNameView> certificate,
    String state,
    String effectiveState,
    Optional<String> deadBecauseOf,
    Optional<DeathView> death,
    Optional<Instant> expiresAt,
    Optional<String> ridesOn,
    Optional<Instant> lastUsedAt,
    Instant createdAt,
    Optional<String> clientSecret) {
  static CredentialView of(Credential credential, Map<CredentialId, Death> deaths) {
    EffectiveState effective = EffectiveState.of(deaths.get(credential.id()));
    return new CredentialView(
        credential.id().toString(),
        credential.authenticator().type(),
        credential.authenticator().thumbprint(),
        jwk(credential.authenticator()),
        jwksUri(credential.authenticator()),
        certificate(credential.authenticator()),
        credential.state().name().toLowerCase(Locale.ROOT),
        effective.code(),
        effective.deadBecauseOf(),
        effective.death(),
        credential.expiresAt(),
        credential.ridesOn().map(CredentialId::toString),
        credential.lastUsedAt(),
        credential.createdAt(),
        Optional.empty());
  }

  private static Optional<Map<String, Object>> jwk(Authenticator authenticator) {
    return authenticator instanceof Authenticator.Key(Jwk jwk)
        ? Optional.of(jwk.toMap())
        : Optional.empty();
  }

  private static Optional<String> jwksUri(Authenticator authenticator) {
    return authenticator instanceof Authenticator.KeysAt at
        ? Optional.of(at.jwksUri().toString())
        : Optional.empty();
  }

  private static Optional<CertificateNameView> certificate(Authenticator authenticator) {
    return authenticator instanceof Authenticator.Certificate(CertificateName name)
        ? Optional.of(CertificateNameView.of(name))
        : Optional.empty();
  }

  /** The same with the secret, for whoever asked for it. */
  CredentialView showing(Optional<ClientSecret> secret) {
    return new CredentialView(
        id,
        type,
        thumbprint,
        jwk,
        jwksUri,
        certificate,
        state,
        effectiveState,
        deadBecauseOf,
        death,
        expiresAt,
        ridesOn,
        lastUsedAt,
        createdAt,
        secret.map(ClientSecret::show));
  }

  static List<CredentialView> all(List<Credential> credentials, Map<CredentialId, Death> deaths) {
    return credentials.stream().map(credential -> of(credential, deaths)).toList();
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "CredentialView[" + id + "]";
  }
}
