package dev.avowry.console;

import dev.avowry.kernel.NodeId;
import java.time.Instant;
import java.util.List;

/**
 * What a human has lent to an agent by their consent, and not taken back.
 *
 * @param id of the grant, by whose end all of it ends
 * @param actor the agent that it was lent to
 * @param name of that agent
 * @param endsAt when it ends by itself
 */
public record Lent(
    NodeId id,
    NodeId actor,
    String name,
    List<String> scopes,
    List<String> resources,
    Instant since,
    Instant endsAt) {
  public Lent {
    scopes = List.copyOf(scopes);
    resources = List.copyOf(resources);
  }
}
