package dev.avowry.agent;

import java.util.List;

/**
 * An agent as it was registered.
 *
 * @param credentials in the order of the keys that were given
 */
public record Registered(Agent agent, List<Credential> credentials) {
  public Registered {
    credentials = List.copyOf(credentials);
  }
}
