package dev.avowry.agent.http;

import dev.avowry.agent.Credential;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** A credential on the wire: public parts only, since there are no others. */
record CredentialView(
    String id, String thumbprint, Map<String, Object> jwk, String state, Instant createdAt) {
  static CredentialView of(Credential credential) {
    return new CredentialView(
        credential.id().toString(),
        credential.jwk().thumbprint(),
        credential.jwk().toMap(),
        credential.state().name().toLowerCase(Locale.ROOT),
        credential.createdAt());
  }
}
