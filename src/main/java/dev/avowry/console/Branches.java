package dev.avowry.console;

import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The tree in pieces: each costs what it shows, however large the rest is. */
public interface Branches {
  /** These nodes, as far as they exist, in no order. */
  Uni<List<Twig>> nodes(Collection<NodeId> ids);

  /**
   * Direct children in the order of the tree, grouped by parent.
   *
   * @param after the last child of the page before, where there is one parent
   * @param each how many of each parent at the most
   */
  Uni<List<Twig>> children(List<NodeId> parents, Optional<NodeId> after, int each);

  /** Agents at or below the root whose name contains the text, whatever the case. */
  Uni<List<Twig>> named(NodeId root, String text, int limit);
}
