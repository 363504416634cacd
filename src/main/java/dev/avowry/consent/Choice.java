package dev.avowry.consent;

import dev.avowry.agent.AuthorizationDetails;
import java.time.Duration;
import java.util.Set;

/**
 * What a human chose on the page.
 *
 * @param scopes those of the scopes asked for that they leave
 * @param details those of the authorization details asked for that they leave
 * @param lasting how long
 * @param handsOn whether the agent may hand it on to others
 */
public record Choice(
    Set<String> scopes, AuthorizationDetails details, Duration lasting, boolean handsOn) {
  public Choice {
    scopes = Set.copyOf(scopes);
  }

  /** Of what has nothing in particular. */
  public Choice(Set<String> scopes, Duration lasting, boolean handsOn) {
    this(scopes, AuthorizationDetails.NONE, lasting, handsOn);
  }

  /** Those that they leave. */
  AuthorizationDetails of(AuthorizationDetails asked) {
    return asked.only(details.all()::contains);
  }
}
