package dev.avowry.registration;

import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Registered clients. What writes does so in the transaction that is under way. */
public interface RegistrationStore {
  /** Adds one. */
  Uni<Void> add(RegisteredClient client, Instant at);

  /** One of them. */
  Uni<Optional<RegisteredClient>> client(NodeId agent);

  /** Lets nobody else change it until the transaction ends. */
  Uni<Void> lock(NodeId agent);

  /** Keeps what it says of itself now. */
  Uni<Void> describe(NodeId agent, Map<String, Object> metadata, Instant at);
}
