package dev.avowry.agent.http;

import dev.avowry.agent.Authenticator;
import dev.avowry.agent.ClientSecret;
import java.time.Instant;
import java.util.Optional;

/**
 * A credential that is about to be registered.
 *
 * @param expiresAt when it ends by itself
 * @param secret to be shown in the answer and never again
 */
record NewCredential(
    Authenticator authenticator, Optional<Instant> expiresAt, Optional<ClientSecret> secret) {
  static NewCredential of(Authenticator authenticator) {
    return new NewCredential(authenticator, Optional.empty(), Optional.empty());
  }
}
