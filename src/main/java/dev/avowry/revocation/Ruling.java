package dev.avowry.revocation;

import dev.avowry.kernel.OrderId;
import dev.avowry.ledger.Convoy.Arrival;
import dev.avowry.ledger.Entry;
import dev.avowry.ledger.Event;
import java.util.List;

/**
 * What one transaction writes, and what it answers once it has committed.
 *
 * @param entries in order, one number after the other, from the head on
 * @param changes what is other than it was found
 * @param events what happened, for the ledger
 * @param arrivals what became of each order, in their order
 */
public record Ruling(
    List<Entry> entries, Changes changes, List<Event> events, List<Arrival<Carried>> arrivals) {
  public Ruling {
    entries = List.copyOf(entries);
    events = List.copyOf(events);
    arrivals = List.copyOf(arrivals);
  }

  /**
   * What is other than it was found, as it is now.
   *
   * @param branches nodes whose state or tallies changed
   * @param tightened nodes whose ceiling came down
   * @param leaves credentials and trust whose state changed
   * @param sorts classes whose state changed
   * @param approved kept orders that are carried out
   */
  public record Changes(
      List<Branch> branches,
      List<Branch> tightened,
      List<Leaf> leaves,
      List<Sort> sorts,
      List<OrderId> approved) {
    public Changes {
      branches = List.copyOf(branches);
      tightened = List.copyOf(tightened);
      leaves = List.copyOf(leaves);
      sorts = List.copyOf(sorts);
      approved = List.copyOf(approved);
    }
  }

  /** Whether nothing is to be written: what was ordered stands already, or was refused. */
  public boolean changesNothing() {
    return events.isEmpty();
  }
}
