package dev.avowry.sponsorship;

import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Departures. What writes does so in the transaction that is under way. */
public interface DepartureStore {
  /** The departure that has no return yet; until the transaction ends nobody else changes it. */
  Uni<Optional<Departure>> open(NodeId sponsor);

  /** Adds one; false when they have left already, whoever says so at the same moment. */
  Uni<Boolean> add(Departure departure);

  /** The departure that is open is as this one says from now on; it is looked at anew. */
  Uni<Void> restate(Departure departure);

  /** Something else is left to offer: it has arrived where its sponsor had left meanwhile. */
  Uni<Void> unsettle(NodeId sponsor);

  /** Ends the departure that is open; false when none is. */
  Uni<Boolean> end(NodeId sponsor, String by, Instant at);

  /** The departure that has no return yet, for whoever only looks. */
  Uni<Optional<Departure>> look(NodeId sponsor);

  /** Whether their node is halted since they left. */
  Uni<Boolean> isHalted(NodeId sponsor);

  /** Those who are gone and whose node is not halted for it, so many at the most. */
  Uni<List<NodeId>> goneAndNotHalted(int most);
}
