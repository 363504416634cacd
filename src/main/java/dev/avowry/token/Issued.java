package dev.avowry.token;

import dev.avowry.agent.AuthorizationDetails;
import dev.avowry.agent.ScannableSecret;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A minted token, ready to be given to its client.
 *
 * @param accessToken the JWT: a credential
 * @param type how it is to be presented
 * @param expiresIn how long it lives
 * @param scopes what it allows
 * @param authorizationDetails what it allows in particular
 * @param refreshToken by which the next is had without the human: a credential
 * @param idToken who the human is
 */
public record Issued(
    String accessToken,
    TokenType type,
    Duration expiresIn,
    Set<String> scopes,
    AuthorizationDetails authorizationDetails,
    Optional<ScannableSecret> refreshToken,
    Optional<String> idToken) {
  public Issued {
    scopes = Set.copyOf(scopes);
  }

  /** A token with which nothing else goes. */
  static Issued of(
      String accessToken,
      TokenType type,
      Duration expiresIn,
      Set<String> scopes,
      AuthorizationDetails authorizationDetails) {
    return new Issued(
        accessToken,
        type,
        expiresIn,
        scopes,
        authorizationDetails,
        Optional.empty(),
        Optional.empty());
  }

  /** The same with what a human's consent gives besides. */
  Issued with(Optional<ScannableSecret> renewal, Optional<String> identity) {
    return new Issued(
        accessToken, type, expiresIn, scopes, authorizationDetails, renewal, identity);
  }

  /** Shows no token. */
  @Override
  public String toString() {
    return "Issued[expiresIn=" + expiresIn + ", scopes=" + scopes + "]";
  }
}
