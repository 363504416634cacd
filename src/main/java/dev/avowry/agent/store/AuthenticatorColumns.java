package dev.avowry.agent.store;

import dev.avowry.agent.Authenticator;
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

  static AuthenticatorColumns of(Authenticator authenticator) {
    return switch (authenticator) {
      case Authenticator.Key(Jwk jwk) -> new AuthenticatorColumns(KEY, jwk.toMap());
    };
  }

  Authenticator toAuthenticator() {
    return switch (type) {
      case KEY -> new Authenticator.Key(Jwk.parse(detail));
      default -> throw new IllegalStateException("an unknown type of credential: " + type);
    };
  }
}
