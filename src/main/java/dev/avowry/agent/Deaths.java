package dev.avowry.agent;

import dev.avowry.kernel.CredentialId;
import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.Map;

/**
 * What is effectively dead, and because of what. Each answer comes from one statement, so that it
 * is of one moment. What has no entry in it is alive.
 */
public interface Deaths {
  /** Of nodes. */
  Uni<Map<NodeId, Death>> of(Collection<NodeId> nodes);

  /** Of the credentials of an agent: dead themselves, or as their agent is. */
  Uni<Map<CredentialId, Death>> ofCredentials(NodeId agent);
}
