package dev.avowry.federation.http;

import dev.avowry.federation.QuarantinedWorkload;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A workload in quarantine on the wire.
 *
 * @param id the agent that it is in quarantine
 */
public record WorkloadView(
    String id,
    String trustedIssuer,
    String rule,
    String subject,
    String identity,
    String state,
    Optional<String> adoptedAs,
    Optional<Instant> decidedAt,
    Optional<String> decidedBy,
    Instant createdAt) {
  /** A page of them. {@code next} is the {@code after} of the page that follows. */
  public record WorkloadList(List<WorkloadView> items, long total, Optional<String> next) {
    static WorkloadList of(Page<QuarantinedWorkload> page) {
      return new WorkloadList(
          page.items().stream().map(WorkloadView::of).toList(), page.total(), page.next());
    }
  }

  static WorkloadView of(QuarantinedWorkload workload) {
    return new WorkloadView(
        workload.id().toString(),
        workload.issuer().toString(),
        workload.rule().toString(),
        workload.subject(),
        workload.identity(),
        workload.state().code(),
        workload.adoptedAs().map(NodeId::toString),
        workload.decidedAt(),
        workload.decidedBy(),
        workload.createdAt());
  }
}
