package dev.avowry.verifier;

import java.util.Set;

/**
 * What a request needs of its token.
 *
 * @param audience the resource server as the token must name it, compared character by character
 * @param scopes all of these must have been granted; may be empty
 */
public record Expectation(String audience, Set<String> scopes) {

  public Expectation {
    if (audience.isEmpty()) {
      throw new IllegalArgumentException("an expectation needs an audience");
    }
    scopes = Set.copyOf(scopes);
  }

  /** A token for the audience that has at least the scopes. */
  public static Expectation of(String audience, String... scopes) {
    return new Expectation(audience, Set.of(scopes));
  }
}
