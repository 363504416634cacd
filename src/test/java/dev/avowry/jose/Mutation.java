package dev.avowry.jose;

import java.util.function.Function;

/**
 * One thing that is done to a JWT so that nobody may take it any more.
 *
 * @param name begins with the number of the attack
 * @param scope to which inputs it can be done
 * @param forge makes the text out of a draft of its own
 */
record Mutation(String name, Scope scope, Function<JwtDraft, String> forge) {
  /** Where it is an attack at all. */
  enum Scope {
    /** Everywhere. */
    ANY,
    /** Where the key is one that is known beforehand: not where a proof brings its own. */
    KNOWN_KEY,
    /** Where whoever attacks signs: not where only Avowry itself does. */
    SIGNED_OUTSIDE
  }

  @Override
  public String toString() {
    return name;
  }
}
