package dev.avowry.token;

import java.time.Duration;
import java.util.Set;

/**
 * A minted token, ready to be given to its client.
 *
 * @param accessToken the JWT: a credential
 * @param type how it is to be presented
 * @param expiresIn how long it lives
 * @param scopes what it allows
 */
public record Issued(String accessToken, TokenType type, Duration expiresIn, Set<String> scopes) {
  public Issued {
    scopes = Set.copyOf(scopes);
  }

  /** Shows no token. */
  @Override
  public String toString() {
    return "Issued[expiresIn=" + expiresIn + ", scopes=" + scopes + "]";
  }
}
