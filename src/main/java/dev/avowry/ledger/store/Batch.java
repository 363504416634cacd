package dev.avowry.ledger.store;

import dev.avowry.ledger.Convoy.Arrival;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.Hold;
import dev.avowry.ledger.KnownEntries;
import dev.avowry.ledger.Outcome;
import dev.avowry.ledger.Proposal;
import dev.avowry.ledger.SingleUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The proposals of one transaction, and what is known of each so far. Plain: decides, moves
 * nothing.
 *
 * <p>A proposal goes from undecided to broken or replayed, or it stands and is recorded.
 */
final class Batch {
  private final List<Proposal> proposals;
  private final List<Optional<Outcome>> refused = new ArrayList<>();
  private final List<Use> uses = new ArrayList<>();

  /** Decides what stands by what is known: of two that use the same, the first. */
  Batch(List<Proposal> proposals, KnownEntries known) {
    this.proposals = proposals;
    Set<UUID> wanted = new HashSet<>();
    for (int i = 0; i < proposals.size(); i++) {
      refused.add(decide(i, known, wanted));
    }
  }

  /**
   * Something that a proposal uses.
   *
   * @param id of the use
   * @param proposal its place
   */
  record Use(UUID id, SingleUse what, int proposal) {}

  /**
   * A row that a proposal leaves.
   *
   * @param classes of the token that it issues
   * @param expiresAt of the token that it issues
   * @param proposal its place
   */
  record Row(Event event, Set<String> classes, Optional<Instant> expiresAt, int proposal) {}

  private Optional<Outcome> decide(int i, KnownEntries known, Set<UUID> wanted) {
    Proposal proposal = proposals.get(i);
    Optional<Hold> broken =
        proposal.holds().stream().filter(hold -> !known.stands(hold)).findFirst();
    if (broken.isPresent()) {
      return broken.map(Outcome.Broken::new);
    }
    List<Use> own =
        proposal.claims().stream().map(use -> new Use(SingleUseRows.id(use), use, i)).toList();
    Optional<Use> taken = own.stream().filter(use -> wanted.contains(use.id())).findFirst();
    if (taken.isEmpty()) {
      own.forEach(use -> wanted.add(use.id()));
      uses.addAll(own);
    }
    return taken.map(use -> new Outcome.Replayed(use.what()));
  }

  /** What the proposals that stand use, each once. */
  List<Use> uses() {
    return List.copyOf(uses);
  }

  /** Whether anything is used that has to be used last. */
  boolean usesUpLoans() {
    return uses.stream().anyMatch(use -> use.what().kind().isKept());
  }

  /** What the proposals that stand leave. */
  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < proposals.size(); i++) {
      Proposal proposal = proposals.get(i);
      if (refused.get(i).isEmpty()) {
        for (Event event : proposal.events()) {
          rows.add(new Row(event, proposal.classes(), proposal.expiresAt(), i));
        }
      }
    }
    return rows;
  }

  /**
   * What became of each, once the transaction has committed.
   *
   * @param fence upon which they were decided
   * @param fresh the uses that nobody had before
   */
  List<Arrival<Outcome>> outcomes(Fence fence, Set<UUID> fresh) {
    List<Arrival<Outcome>> outcomes = new ArrayList<>();
    for (Optional<Outcome> outcome : refused) {
      outcomes.add(new Arrival.Safe<>(outcome.orElseGet(() -> new Outcome.Recorded(fence))));
    }
    // What was lent is not used up where something else was used before: that is what to say.
    Stream.concat(replayed(fresh, true), replayed(fresh, false))
        .forEach(
            use ->
                outcomes.set(use.proposal(), new Arrival.Safe<>(new Outcome.Replayed(use.what()))));
    return outcomes;
  }

  private Stream<Use> replayed(Set<UUID> fresh, boolean kept) {
    return uses.stream()
        .filter(use -> use.what().kind().isKept() == kept)
        .filter(use -> !fresh.contains(use.id()));
  }
}
