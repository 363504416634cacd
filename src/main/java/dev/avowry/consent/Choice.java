package dev.avowry.consent;

import java.time.Duration;
import java.util.Set;

/**
 * What a human chose on the page.
 *
 * @param scopes those of the scopes asked for that they leave
 * @param lasting how long
 * @param handsOn whether the agent may hand it on to others
 */
public record Choice(Set<String> scopes, Duration lasting, boolean handsOn) {
  public Choice {
    scopes = Set.copyOf(scopes);
  }
}
