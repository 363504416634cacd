package dev.avowry.canary;

import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/** Whose turn it is, the chains, and what runs have found; the same for all replicas. */
public interface CanaryStore {
  /**
   * Begins a run if one is due and none is under way; empty otherwise. Of several replicas that try
   * one has it.
   *
   * @param every from the beginning of one run to that of the next
   * @param longest after which a run that was not ended counts as dead with its replica
   * @return the number of the run
   */
  Uni<Optional<Long>> begin(Duration every, Duration longest);

  /** Ends the run: the next may begin when it is due. */
  Uni<Void> end(long run);

  /** The chain below the sponsor, if it was made. */
  Uni<Optional<KeptChain>> chain(NodeId sponsor);

  /** Keeps a new chain, in the transaction that is under way. */
  Uni<Void> keep(KeptChain chain);

  /** Keeps what a run found, in place of what the oldest of the kept ones had found. */
  Uni<Void> keep(Run run);
}
