package dev.avowry.agent;

import dev.avowry.key.Jwk;
import java.util.HashMap;
import java.util.Map;

/** What the ledger keeps of a new credential, by the names of {@code src/docs/ledger.md}. */
final class CredentialDetail {
  private CredentialDetail() {}

  static Map<String, String> of(Credential credential) {
    Map<String, String> detail = new HashMap<>();
    detail.put("type", credential.authenticator().type());
    if (credential.authenticator() instanceof Authenticator.Key(Jwk jwk)) {
      detail.put("alg", jwk.algorithm().joseName());
    }
    if (credential.authenticator() instanceof Authenticator.KeysAt at) {
      detail.put("jwks_uri", at.jwksUri().toString());
    }
    credential.expiresAt().ifPresent(end -> detail.put("expires_at", end.toString()));
    credential.ridesOn().ifPresent(id -> detail.put("rides_on", id.toString()));
    return detail;
  }
}
