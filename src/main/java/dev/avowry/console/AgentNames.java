package dev.avowry.console;

import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.Map;

/** What agents are called. */
public interface AgentNames {
  /** The names of those that there are. */
  Uni<Map<NodeId, String>> of(Collection<NodeId> agents);
}
