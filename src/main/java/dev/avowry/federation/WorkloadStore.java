package dev.avowry.federation;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.TrustId;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Workloads in quarantine. What changes them does so in the transaction that is under way. */
public interface WorkloadStore {
  /** One workload. */
  Uni<Optional<QuarantinedWorkload>> workload(NodeId id);

  /** Workloads by the time at which they came. */
  Uni<Page<QuarantinedWorkload>> workloads(WorkloadFilter filter, PageRequest page);

  /**
   * What is known of a workload to which a quarantine applies: what was decided under any
   * quarantine of the same trust, or else that this one has it.
   */
  Uni<Optional<QuarantinedWorkload>> known(TrustId issuer, TrustId quarantine, String identity);

  /** Adds one that was taken in. */
  Uni<Void> add(QuarantinedWorkload taken);

  /** One workload, which nobody else decides about until the transaction ends. */
  Uni<Optional<QuarantinedWorkload>> workloadAlone(NodeId id);

  /** Writes down what was decided, and frees its place in the quarantine. */
  Uni<Void> decide(QuarantinedWorkload decided);
}
