package dev.avowry.vault;

import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import java.time.Instant;
import java.util.List;

/**
 * A place for secrets: who may have a folder may have all that is in it.
 *
 * @param owner the sponsor or agent whose it is
 * @param ownerLineage the owner with all that is above it, sponsor first
 */
public record Folder(
    NodeId id,
    NodeId owner,
    List<NodeId> ownerLineage,
    String name,
    NodeState state,
    Instant createdAt) {
  public Folder {
    ownerLineage = List.copyOf(ownerLineage);
  }
}
