package dev.avowry.sponsorship;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Leases, the same for all replicas. What writes does so in the transaction under way. */
public interface LeaseStore {
  /**
   * Looks at so many new agents: those directly below a sponsor get one from when they were made.
   */
  Uni<Integer> assign(Duration lease, int most);

  /** Takes lapsed leases away, so many at the most; their agents are looked at anew. */
  Uni<Integer> letGo(int most);

  /** That of an agent; empty when it has none, yet or at all. */
  Uni<Optional<Lease>> of(NodeId agent);

  /** Makes it new, or makes one. */
  Uni<Void> renew(NodeId agent, Instant dueAt, String by, Instant at);

  /**
   * Of agents that are not revoked, those that lapse first first.
   *
   * @param answering only those of which this human is the sponsor or a co-sponsor
   * @param dueBy only those that lapse until then
   */
  Uni<Page<Lease>> page(Optional<NodeId> answering, Optional<Instant> dueBy, PageRequest page);

  /**
   * Takes those of which a notice is to be given, and counts it: as one, if several were missed.
   */
  Uni<List<Lease>> takeNotices(Instant now, int most);

  /** Takes those that are over; they have lapsed from then on. */
  Uni<List<Lease>> takeLapsed(Instant now, int most);

  /** Agents whose lease has lapsed and that are not yet suspended for it. */
  Uni<List<NodeId>> lapsedAndNotHalted(int most);

  /** Agents that are suspended for a lapsed lease, and have one that has not. */
  Uni<List<NodeId>> haltedForNothing(int most);
}
