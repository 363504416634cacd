package dev.avowry.sponsorship;

import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Agents that wait for their sponsor's word. */
public interface AwaitingStore {
  /** Of one sponsor, so many at the most. */
  Uni<List<NodeId>> agents(NodeId sponsor, int most);
}
