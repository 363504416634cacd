package dev.avowry.agent;

import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;

/** Names as they are kept, and what of a node is only counted. */
public interface NameStore {
  /** What these are, as far as they are nodes or credentials, in no order. */
  Uni<List<Named>> named(Set<NodeId> ids);

  /** How many direct children a node has ever had. */
  Uni<Integer> children(NodeId node);
}
