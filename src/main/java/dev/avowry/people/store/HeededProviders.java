package dev.avowry.people.store;

import dev.avowry.people.SignInConfig;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Whose groups count. A role that came from a provider which is configured no more nobody would
 * ever take back, so that it is worth nothing.
 */
@ApplicationScoped
class HeededProviders {
  private final String names;

  HeededProviders(SignInConfig config) {
    this.names = String.join(" ", config.providers().keySet());
  }

  /** Their names, a blank between two; none has one in it. */
  String names() {
    return names;
  }
}
