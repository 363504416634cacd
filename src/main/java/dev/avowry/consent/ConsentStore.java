package dev.avowry.consent;

import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Keeps what humans have consented to. */
public interface ConsentStore {
  /** Adds one, in the transaction that is under way. */
  Uni<Void> add(Consent consent, NodeId human, NodeId agent, Instant at);

  /** A live consent of the human's to all of this for the agent; the one that lasts longest. */
  Uni<Optional<Consent>> covering(NodeId human, NodeId agent, Wanted wanted, Instant now);

  /** What a grant lets the agent know of the human by name; nothing for a node that is no grant. */
  Uni<Set<String>> claims(NodeId grant);
}
