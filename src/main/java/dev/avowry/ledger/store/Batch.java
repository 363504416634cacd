package dev.avowry.ledger.store;

import dev.avowry.ledger.Convoy.Arrival;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.Hold;
import dev.avowry.ledger.KnownEntries;
import dev.avowry.ledger.Outcome;
import dev.avowry.ledger.Proposal;
import dev.avowry.ledger.SingleUse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The proposals of one transaction, and what is known of each so far. Plain: decides, moves
 * nothing.
 *
 * <p>A proposal goes from undecided to broken or replayed, or it stands and is recorded.
 */
final class Batch {
  private final List<Proposal> proposals;
  private final List<Optional<Outcome>> refused = new ArrayList<>();

  Batch(List<Proposal> proposals) {
    this.proposals = proposals;
    proposals.forEach(any -> refused.add(Optional.empty()));
  }

  /** Refuses whatever is known to have ended. */
  void apply(KnownEntries known) {
    for (int i = 0; i < proposals.size(); i++) {
      Optional<Hold> broken =
          proposals.get(i).holds().stream().filter(hold -> !known.stands(hold)).findFirst();
      refused.set(i, broken.map(Outcome.Broken::new));
    }
  }

  /**
   * What the proposals that stand want to use up; of two that want the same, the second is refused.
   */
  List<SingleUse> claims() {
    Set<UUID> wanted = new HashSet<>();
    List<SingleUse> claims = new ArrayList<>();
    for (int i = 0; i < proposals.size(); i++) {
      for (SingleUse use : stands(i) ? proposals.get(i).claims() : List.<SingleUse>of()) {
        if (wanted.add(SingleUseRows.id(use))) {
          claims.add(use);
        } else {
          refused.set(i, Optional.of(new Outcome.Replayed(use)));
        }
      }
    }
    return claims;
  }

  /** Refuses whatever wanted something that was used before. */
  void granted(Set<UUID> fresh) {
    for (int i = 0; i < proposals.size(); i++) {
      for (SingleUse use : stands(i) ? proposals.get(i).claims() : List.<SingleUse>of()) {
        if (!fresh.contains(SingleUseRows.id(use))) {
          refused.set(i, Optional.of(new Outcome.Replayed(use)));
        }
      }
    }
  }

  /** The proposals that stand. */
  List<Proposal> standing() {
    List<Proposal> standing = new ArrayList<>();
    for (int i = 0; i < proposals.size(); i++) {
      if (stands(i)) {
        standing.add(proposals.get(i));
      }
    }
    return standing;
  }

  /** What became of each, once the transaction has committed. */
  List<Arrival<Outcome>> outcomes(Fence fence) {
    return refused.stream()
        .<Arrival<Outcome>>map(
            outcome -> new Arrival.Safe<>(outcome.orElseGet(() -> new Outcome.Recorded(fence))))
        .toList();
  }

  private boolean stands(int i) {
    return refused.get(i).isEmpty();
  }
}
