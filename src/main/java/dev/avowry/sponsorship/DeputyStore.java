package dev.avowry.sponsorship;

import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** Co-sponsors, successors, managers. What writes does so in the transaction under way. */
public interface DeputyStore {
  /** Of an agent, the one who is asked first before the others. */
  Uni<List<CoSponsor>> coSponsors(NodeId agent);

  /**
   * Adds one; false when there are as many as there may be.
   *
   * @param most how many that is; who is one already stays one
   */
  Uni<Boolean> add(NodeId agent, CoSponsor added, int most);

  /** Removes one; false when they are none. */
  Uni<Boolean> remove(NodeId agent, NodeId sponsor);

  /** Of a sponsor; empty when there is no such sponsor. */
  Uni<Optional<Succession>> succession(NodeId sponsor);

  /** Writes it in place of what was there. */
  Uni<Void> name(NodeId sponsor, Succession succession);
}
