package dev.avowry.federation;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/**
 * Takes in workloads that no rule names: so many at once and so many in a minute, over all
 * replicas, however many an outside issuer says that there are.
 */
@ApplicationScoped
class Quarantines {
  private final WorkloadStore store;
  private final FederationConfig config;
  private final Clock clock;

  Quarantines(WorkloadStore store, FederationConfig config, Clock clock) {
    this.store = store;
    this.config = config;
    this.clock = clock;
  }

  /**
   * The agent that the workload is in quarantine, if it is in one. Refused when it was adopted or
   * rejected: it is for rules to name it now, or for nobody.
   */
  Uni<Optional<NodeId>> known(Rule quarantine, Workload workload) {
    return store
        .known(quarantine.issuer(), quarantine.id(), workload.identity())
        .invoke(Quarantines::requireUndecided)
        .map(found -> found.map(QuarantinedWorkload::id));
  }

  private static void requireUndecided(Optional<QuarantinedWorkload> found) {
    if (found.filter(QuarantinedWorkload::isDecided).isPresent()) {
      throw OutsideToken.unproven();
    }
  }

  /** Notes an agent that a rule has just made, if the rule is a quarantine. */
  Uni<Void> note(Rule rule, Workload workload, NodeId agent) {
    return !rule.isQuarantine()
        ? Uni.createFrom().voidItem()
        : store.add(
            new QuarantinedWorkload(
                agent,
                rule.issuer(),
                rule.id(),
                workload.subject(),
                workload.identity(),
                QuarantinedWorkload.State.QUARANTINED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                clock.instant()));
  }

  /** How many newcomers a rule takes in a minute. */
  int perMinute(Rule rule) {
    return rule.isQuarantine() ? config.quarantinePerMinute() : Integer.MAX_VALUE;
  }

  /**
   * Why a rule takes nobody now.
   *
   * @param full whether it has as many as it may, and not only too many within a minute
   */
  static Refused noRoom(Rule rule, boolean full) {
    if (!rule.isQuarantine()) {
      return OutsideToken.failed("its rule makes no more agents");
    }
    return full
        ? OutsideToken.failed(
            "no rule names its workload, and the quarantine is full until some are adopted or rejected")
        : Refusal.refused(
            Reason.TEMPORARILY_UNAVAILABLE,
            "too many new workloads came within a minute; try again shortly");
  }
}
