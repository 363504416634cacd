package dev.avowry.agent;

import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * The tree as the mint reads it: outside of any transaction, on minting's own connections. What is
 * read carries the fence at which it was read, and the mint's transaction checks it once more.
 */
public interface Standing {
  /** The agent with its credentials and lineage; empty when there is no such agent. */
  Uni<Optional<Client>> client(NodeId agent);

  /** A node with all that is above it; empty when there is no such node. */
  Uni<Optional<Lineage>> lineage(NodeId node);

  /** The sponsor whom an identity provider knows by this subject; empty when there is none. */
  Uni<Optional<Lineage>> human(String issuer, String subject);

  /** The delegation below the parent in the hands of the actor, with all that is above it. */
  Uni<Optional<Lineage>> delegation(NodeId parent, NodeId actor);
}
