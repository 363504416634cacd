package dev.avowry.agent.store;

import dev.avowry.agent.Authenticator;
import dev.avowry.agent.CertificateName;
import dev.avowry.agent.CertificateNameKind;
import dev.avowry.agent.SecretHash;
import dev.avowry.key.Jwk;
import java.net.URI;
import java.util.Map;
import java.util.Objects;

/**
 * The one mapping of an authenticator to columns.
 *
 * @param type what it is
 * @param detail what is kept of it
 */
record AuthenticatorColumns(String type, Map<String, Object> detail) {
  private static final String KEY = "key";
  private static final String KEYS_AT = "jwks_uri";
  private static final String SECRET = "secret";
  private static final String HASH = "hash";
  private static final String CERTIFICATE = "certificate";

  static AuthenticatorColumns of(Authenticator authenticator) {
    return switch (authenticator) {
      case Authenticator.Key(Jwk jwk) -> new AuthenticatorColumns(KEY, jwk.toMap());
      case Authenticator.KeysAt(URI address) ->
          new AuthenticatorColumns(KEYS_AT, Map.of(KEYS_AT, address.toString()));
      case Authenticator.Secret(SecretHash hash) ->
          new AuthenticatorColumns(SECRET, Map.of(HASH, hash.text()));
      case Authenticator.Certificate(CertificateName name) ->
          new AuthenticatorColumns(CERTIFICATE, Map.of(name.kind().parameter(), name.value()));
    };
  }

  Authenticator toAuthenticator() {
    return switch (type) {
      case KEY -> new Authenticator.Key(Jwk.parse(detail));
      case KEYS_AT -> new Authenticator.KeysAt(URI.create(text(KEYS_AT)));
      case SECRET -> new Authenticator.Secret(SecretHash.parse(text(HASH)));
      case CERTIFICATE -> new Authenticator.Certificate(certificateName());
      default -> throw new IllegalStateException("an unknown type of credential: " + type);
    };
  }

  private String text(String member) {
    return (String) Objects.requireNonNull(detail.get(member));
  }

  /** Its one member is called as on the wire. */
  private CertificateName certificateName() {
    Map.Entry<String, Object> only = detail.entrySet().iterator().next();
    return new CertificateName(
        CertificateNameKind.named(only.getKey()).orElseThrow(), only.getValue().toString());
  }
}
