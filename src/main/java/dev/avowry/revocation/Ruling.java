package dev.avowry.revocation;

import dev.avowry.ledger.Convoy.Arrival;
import dev.avowry.ledger.Entry;
import dev.avowry.ledger.Event;
import java.util.List;

/**
 * What one transaction writes, and what it answers once it has committed.
 *
 * @param entries in order, one number after the other, from the head on
 * @param branches the nodes that changed, as they are now
 * @param credentials the credentials that changed, as they are now
 * @param events what happened, for the ledger
 * @param arrivals what became of each order, in their order
 */
public record Ruling(
    List<Entry> entries,
    List<Branch> branches,
    List<Leaf> credentials,
    List<Event> events,
    List<Arrival<Carried>> arrivals) {
  public Ruling {
    entries = List.copyOf(entries);
    branches = List.copyOf(branches);
    credentials = List.copyOf(credentials);
    events = List.copyOf(events);
    arrivals = List.copyOf(arrivals);
  }

  /** Whether nothing is to be written: what was ordered stands already, or was refused. */
  public boolean changesNothing() {
    return events.isEmpty();
  }
}
