package dev.avowry.console;

import dev.avowry.audit.Recorded;
import dev.avowry.ledger.PlacedEvent;
import dev.avowry.revocation.Receipt;
import java.time.Instant;
import java.util.Optional;

/**
 * What has become of an order until now.
 *
 * @param row of the ledger that tells of it; empty until it has its place in the tree
 */
public record Outcome(Receipt receipt, Optional<PlacedEvent> row, Instant now) {
  /** Where verifiers have said that they refuse. */
  public long closed() {
    return receipt.lines().stream().filter(Receipt.Line.Closed.class::isInstance).count();
  }

  /** Where they have not said so. */
  public long open() {
    return receipt.lines().stream().filter(Receipt.Line.ExpiresAt.class::isInstance).count();
  }

  /** Where nobody will say so. */
  public long unknown() {
    return receipt.lines().stream().filter(Receipt.Line.Unknown.class::isInstance).count();
  }

  /** Whether the last token that it ends has expired, whoever heard of it. */
  public boolean isOver() {
    return !now.isBefore(receipt.deadBy());
  }

  /** Whether nothing will change any more. */
  public boolean isSettled() {
    return row.isPresent() && (isOver() || open() == 0);
  }

  /** Whether somebody may still let in what was ended. */
  public boolean mayStillBeLetIn() {
    return !isOver() && open() + unknown() > 0;
  }

  /** Where it has arrived, in a sentence. */
  public String summary() {
    if (receipt.lines().isEmpty()) {
      return "No token could be for anything, so that nobody was to be told.";
    }
    if (isOver()) {
      return "Over: the last token that it ended has expired, whoever heard of it.";
    }
    if (open() > 0) {
      return closed() > 0
          ? "Partly closed: %d refuse, %d have not said so yet.".formatted(closed(), open())
          : "Nobody has said yet that they refuse; %d are awaited.".formatted(open());
    }
    return unknown() == 0
        ? "Closed: every verifier has said that it refuses."
        : "Closed at %d; unknown at %d, where nobody is registered who would say so."
            .formatted(closed(), unknown());
  }

  /** A member of the row's detail. */
  public String recorded(String name) {
    return row.map(Recorded::of).flatMap(it -> it.get(name)).orElse("");
  }
}
