package dev.avowry.agent.store;

import dev.avowry.agent.Authenticator;
import dev.avowry.agent.CertificateName;
import dev.avowry.agent.CertificateNameKind;
import dev.avowry.key.Jwk;
import java.util.Map;

/**
 * The one mapping of an authenticator to columns.
 *
 * @param type what it is
 * @param detail what is kept of it
 */
record AuthenticatorColumns(String type, Map<String, Object> detail) {
  private static final String KEY = "key";
  private static final String CERTIFICATE = "certificate";

  static AuthenticatorColumns of(Authenticator authenticator) {
    return switch (authenticator) {
      case Authenticator.Key(Jwk jwk) -> new AuthenticatorColumns(KEY, jwk.toMap());
      case Authenticator.Certificate(CertificateName name) ->
          new AuthenticatorColumns(CERTIFICATE, Map.of(name.kind().parameter(), name.value()));
    };
  }

  Authenticator toAuthenticator() {
    return switch (type) {
      case KEY -> new Authenticator.Key(Jwk.parse(detail));
      case CERTIFICATE -> new Authenticator.Certificate(certificateName());
      default -> throw new IllegalStateException("an unknown type of credential: " + type);
    };
  }

  /** Its one member is called as on the wire. */
  private CertificateName certificateName() {
    Map.Entry<String, Object> only = detail.entrySet().iterator().next();
    return new CertificateName(
        CertificateNameKind.named(only.getKey()).orElseThrow(), only.getValue().toString());
  }
}
