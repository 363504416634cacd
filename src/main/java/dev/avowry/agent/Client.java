package dev.avowry.agent;

import dev.avowry.ledger.Fence;
import dev.avowry.ledger.Fenced;
import dev.avowry.ledger.Hold;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An agent as an OAuth client: what it is, by what it proves itself, and what is above it.
 *
 * @param credentials all, live or not
 * @param lineage ends in the agent's own node
 */
public record Client(Agent agent, List<Credential> credentials, Lineage lineage)
    implements Fenced<Client> {
  public Client {
    credentials = List.copyOf(credentials);
  }

  /**
   * The credential, after the one that it rides on, and so on: all of them prove something at that
   * time. Empty when one does not.
   */
  public Optional<List<Credential>> chain(Credential credential, Instant now) {
    return new Chains(credentials).of(credential.id(), now);
  }

  @Override
  public Hold hold() {
    Set<String> ids = new HashSet<>(lineage.hold().ids());
    credentials.forEach(credential -> ids.add(credential.id().toString()));
    return new Hold(ids, lineage.asOf());
  }

  @Override
  public Client confirmed(Fence fence) {
    return new Client(agent, credentials, lineage.confirmed(fence));
  }
}
