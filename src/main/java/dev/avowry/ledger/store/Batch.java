package dev.avowry.ledger.store;

import dev.avowry.ledger.Convoy.Arrival;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.Hold;
import dev.avowry.ledger.KnownEntries;
import dev.avowry.ledger.Outcome;
import dev.avowry.ledger.Proposal;
import dev.avowry.ledger.SingleUse;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** Each is a hash, and asked for more than once. */
  private final IdentityHashMap<SingleUse, UUID> ids = new IdentityHashMap<>();

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
  Map<UUID, SingleUse> claims() {
    Map<UUID, SingleUse> claims = new LinkedHashMap<>();
    for (int i = 0; i < proposals.size(); i++) {
      for (SingleUse use : stands(i) ? proposals.get(i).claims() : List.<SingleUse>of()) {
        if (claims.putIfAbsent(id(use), use) != null) {
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
        if (!fresh.contains(id(use))) {
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

  private UUID id(SingleUse use) {
    return ids.computeIfAbsent(use, SingleUseRows::id);
  }

  private boolean stands(int i) {
    return refused.get(i).isEmpty();
  }
}
