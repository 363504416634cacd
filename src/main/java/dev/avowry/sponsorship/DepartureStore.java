package dev.avowry.sponsorship;

import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/** Departures. What writes does so in the transaction that is under way. */
public interface DepartureStore {
  /** The departure that has no return yet. */
  Uni<Optional<Departure>> open(NodeId sponsor);

  /** Adds one; false when they have left already, whoever says so at the same moment. */
  Uni<Boolean> add(Departure departure);

  /** Ends the departure that is open; false when none is. */
  Uni<Boolean> end(NodeId sponsor, String by, Instant at);
}
