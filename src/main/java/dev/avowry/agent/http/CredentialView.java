package dev.avowry.agent.http;

import dev.avowry.agent.Authenticator;
import dev.avowry.agent.CertificateName;
import dev.avowry.agent.Credential;
import dev.avowry.agent.Death;
import dev.avowry.kernel.CredentialId;
import dev.avowry.key.Jwk;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A credential on the wire: public parts only, since there are no others. */
record CredentialView(
    String id,
    String thumbprint,
    Optional<Map<String, Object>> jwk,
    Optional<CertificateNameView> certificate,
    String state,
    String effectiveState,
    Optional<String> deadBecauseOf,
    Optional<DeathView> death,
    Optional<Instant> expiresAt,
    Instant createdAt) {
  static CredentialView of(Credential credential, Map<CredentialId, Death> deaths) {
    EffectiveState effective = EffectiveState.of(deaths.get(credential.id()));
    return new CredentialView(
        credential.id().toString(),
        credential.authenticator().thumbprint(),
        jwk(credential.authenticator()),
        certificate(credential.authenticator()),
        credential.state().name().toLowerCase(Locale.ROOT),
        effective.code(),
        effective.deadBecauseOf(),
        effective.death(),
        credential.expiresAt(),
        credential.createdAt());
  }

  private static Optional<Map<String, Object>> jwk(Authenticator authenticator) {
    return switch (authenticator) {
      case Authenticator.Key(Jwk jwk) -> Optional.of(jwk.toMap());
      default -> Optional.empty();
    };
  }

  private static Optional<CertificateNameView> certificate(Authenticator authenticator) {
    return switch (authenticator) {
      case Authenticator.Certificate(CertificateName name) ->
          Optional.of(CertificateNameView.of(name));
      default -> Optional.empty();
    };
  }

  static List<CredentialView> all(List<Credential> credentials, Map<CredentialId, Death> deaths) {
    return credentials.stream().map(credential -> of(credential, deaths)).toList();
  }
}
