package dev.avowry.consent;

import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/** Keeps which agents have been made of clients that nobody knew. */
public interface VisitorStore {
  /** Adds one, in the transaction that is under way. */
  Uni<Void> add(NodeId agent, NodeId human, String address, Instant at);

  /** The one that was made last of that address for that human. */
  Uni<Optional<NodeId>> latest(NodeId human, String address);
}
