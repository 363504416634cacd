package dev.avowry.revocation;

import dev.avowry.kernel.StatusListId;
import dev.avowry.ledger.Entry;
import dev.avowry.ledger.Fence;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Status lists and who has which place in them. */
public interface StatusStore {
  /** The places of those who have one that may be put into tokens now; of two, the younger. */
  Uni<List<StatusIndex>> find(Collection<Set<String>> holders, Instant now);

  /**
   * Gives a place at random to each holder, in a list that has room. Durable when it answers.
   *
   * @param since the place tells of entries above it
   */
  Uni<List<StatusIndex>> add(Collection<Set<String>> holders, Fence since, Instant now);

  /** Every list of which a living token may carry an index. */
  Uni<List<StatusListId>> lists();

  /** The places in the list of which one of the entries tells. */
  Uni<List<Integer>> ended(StatusListId list, List<Entry> entries);

  /** Drops the lists of which no living token carries an index. */
  Uni<Void> drop(Instant now);
}
