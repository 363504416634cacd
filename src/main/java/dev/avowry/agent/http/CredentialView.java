package dev.avowry.agent.http;

import dev.avowry.agent.Credential;
import dev.avowry.agent.Death;
import dev.avowry.kernel.CredentialId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A credential on the wire: public parts only, since there are no others. */
record CredentialView(
    String id,
    String thumbprint,
    Map<String, Object> jwk,
    String state,
    String effectiveState,
    Optional<String> deadBecauseOf,
    Optional<DeathView> death,
    Instant createdAt) {
  static CredentialView of(Credential credential, Map<CredentialId, Death> deaths) {
    EffectiveState effective = EffectiveState.of(deaths.get(credential.id()));
    return new CredentialView(
        credential.id().toString(),
        credential.jwk().thumbprint(),
        credential.jwk().toMap(),
        credential.state().name().toLowerCase(Locale.ROOT),
        effective.code(),
        effective.deadBecauseOf(),
        effective.death(),
        credential.createdAt());
  }

  static List<CredentialView> all(List<Credential> credentials, Map<CredentialId, Death> deaths) {
    return credentials.stream().map(credential -> of(credential, deaths)).toList();
  }
}
