package dev.avowry.people;

import dev.avowry.agent.SecretHash;
import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/** Links as they are kept; each method joins the transaction that is under way. */
public interface AccountLinkStore {
  /** Keeps a link, and ends the others of that human that were not used. */
  Uni<Void> add(SecretHash hash, NodeId human, String by, Instant expiresAt, Instant now);

  /** Uses a link up, once: whose it is; empty when it is unknown, used or too old. */
  Uni<Optional<NodeId>> use(SecretHash hash, Instant now);
}
