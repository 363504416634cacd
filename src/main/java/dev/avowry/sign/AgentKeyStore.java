package dev.avowry.sign;

import dev.avowry.kernel.NodeId;
import dev.avowry.key.Algorithm;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where keys of agents are kept. What is read carries the fence as of which it was read. */
public interface AgentKeyStore {
  /** The key that signs for the agent, suspended or not. */
  Uni<Optional<AgentKey>> signing(NodeId agent, Algorithm algorithm);

  /** All keys of an agent, the oldest first. */
  Uni<List<AgentKey>> ofAgent(NodeId agent);

  /** The key of that thumbprint. */
  Uni<Optional<AgentKey>> find(String kid);

  /**
   * The newest keys that requests to others point to, of agents through which authority flows.
   *
   * @param retiredAfter those that were retired before have signed nothing that is still good
   * @param most how many
   */
  Uni<List<AgentKey>> directory(Instant now, Instant retiredAfter, int most);

  /** Says that requests to others point to the key. */
  Uni<Void> show(AgentKey key);

  /**
   * Waits until nobody else changes the keys of the agent, until the transaction that is under way
   * ends; gives how many there are that are not revoked.
   */
  Uni<Long> lock(NodeId agent);

  /**
   * Retires what signs for the agent unless it is suspended, in the transaction that is under way,
   * and destroys its private half; gives its thumbprint.
   */
  Uni<Optional<String>> retire(NodeId agent, Algorithm algorithm, Instant now);

  /** Adds a key, in the transaction that is under way; false when one signs already. */
  Uni<Boolean> add(AgentKey key);
}
