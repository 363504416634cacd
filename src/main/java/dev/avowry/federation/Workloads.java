package dev.avowry.federation;

import dev.avowry.agent.NodeKind;
import dev.avowry.federation.QuarantinedWorkload.State;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.revocation.Cause;
import dev.avowry.revocation.Mode;
import dev.avowry.revocation.Order;
import dev.avowry.revocation.Requester;
import dev.avowry.revocation.Revocations;
import dev.avowry.revocation.Target;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Workloads in quarantine, and what becomes of them. Whatever was decided, the agent of the
 * quarantine is revoked through the door before it is answered; who was not told so may ask again.
 */
@ApplicationScoped
public class Workloads {
  private final WorkloadStore store;
  private final Decisions decisions;
  private final Revocations revocations;

  Workloads(WorkloadStore store, Decisions decisions, Revocations revocations) {
    this.store = store;
    this.decisions = decisions;
    this.revocations = revocations;
  }

  /** Workloads by the time at which they came. */
  public Uni<Page<QuarantinedWorkload>> list(WorkloadFilter filter, PageRequest page) {
    return store.workloads(filter, page);
  }

  /** One workload. */
  public Uni<QuarantinedWorkload> workload(NodeId id) {
    return store.workload(id).map(found -> found.orElseThrow(Decisions::unknown));
  }

  /**
   * Makes the workload an agent of its own, by a rule that names it. Refused when it was adopted or
   * rejected before.
   */
  public Uni<Adopted> adopt(NodeId id, Adoption asked, Requester by) {
    return workload(id)
        .call(workload -> finish(workload, by))
        .chain(() -> decisions.adopt(id, asked, by.actor(), by.origin()))
        .call(() -> revoke(id, Cause.ROTATION, by));
  }

  /** Refuses the workload for as long as its issuer is trusted. Idempotent. */
  public Uni<Void> reject(NodeId id, Requester by) {
    return decisions.reject(id, by.actor(), by.origin()).chain(() -> revoke(id, Cause.POLICY, by));
  }

  /** Whose adoption was durable, but not what follows it, has the rest done now. */
  private Uni<Void> finish(QuarantinedWorkload workload, Requester by) {
    return workload.state() == State.ADOPTED
        ? revoke(workload.id(), Cause.ROTATION, by)
        : Uni.createFrom().voidItem();
  }

  private Uni<Void> revoke(NodeId agent, Cause cause, Requester by) {
    Target target = new Target.OfNode(agent, Optional.of(NodeKind.AGENT));
    return revocations
        .order(Order.of(target, Mode.REVOKE, cause.code(), Optional.empty(), by))
        .replaceWithVoid();
  }
}
