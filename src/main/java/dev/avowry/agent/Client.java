package dev.avowry.agent;

import java.util.List;

/**
 * An agent as an OAuth client: what it is, by which keys it proves itself, and what is above it.
 *
 * @param credentials all, live or not
 * @param lineage ends in the agent's own node
 */
public record Client(Agent agent, List<Credential> credentials, Lineage lineage) {
  public Client {
    credentials = List.copyOf(credentials);
  }
}
