package dev.avowry.ledger;

import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;

/**
 * The ledger as a reader finds it: only rows that are in the tree, each as its columns stand and
 * beside it the leaf as the tree has it. A row that is gone leaves a gap in the indexes.
 */
public interface History {
  /** How many rows are in the tree, counting those that are gone. */
  Uni<Long> size();

  /** Rows that pass the filter. */
  Uni<List<PlacedEvent>> events(EventFilter filter, Span span);

  /** How the nodes came about: the rows that registered sponsors and agents, made delegations. */
  Uni<List<PlacedEvent>> beginnings(Collection<NodeId> nodes);

  /**
   * What was revoked, suspended and resumed of these targets behind the place in the tree: nodes,
   * credentials, tokens.
   */
  Uni<List<PlacedEvent>> withdrawals(Collection<String> targets, long after);
}
