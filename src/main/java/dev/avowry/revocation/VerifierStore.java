package dev.avowry.revocation;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.ledger.Entry;
import dev.avowry.ledger.Fence;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Verifiers and what they have acknowledged, the same for all replicas. */
public interface VerifierStore {
  /** Adds it in the transaction that is under way; false if there is one for this agent. */
  Uni<Boolean> add(Verifier verifier);

  /** Removes it with its acknowledgements, in the transaction; false if there is none. */
  Uni<Boolean> remove(NodeId id);

  /** A page by id. */
  Uni<Page<Verifier>> page(PageRequest page);

  /**
   * How far a verifier is.
   *
   * @param head the highest entry ever made
   * @param acknowledged the highest that it has acknowledged, if any
   */
  record Progress(Fence head, Optional<Mark> acknowledged) {}

  /** How far the verifier is, and how far it could be; empty if it is not registered. */
  Uni<Optional<Progress>> progress(NodeId id);

  /**
   * Keeps an acknowledgement. One that is there already stays as it was.
   *
   * @return when the entry was made, if the acknowledgement is new
   */
  Uni<Optional<Instant>> acknowledge(NodeId id, Mark mark);

  /** Those with a probe, by id. */
  Uni<List<Verifier>> probed(int most);

  /** An entry, forgotten by the list or not. */
  Uni<Optional<Entry>> entry(long seq);

  /**
   * All who serve one of the resources, or all there are; each with its first acknowledgement of
   * the entry or of a later one.
   *
   * @param resources empty for whatever resource
   */
  Uni<List<Verifier>> serving(Optional<List<String>> resources, long seq);

  /** Drops entries and acknowledgements from before, but for each verifier's last. */
  Uni<Void> forget(Instant before);
}
