package dev.avowry.federation;

import dev.avowry.agent.Agent;
import dev.avowry.agent.Registry;
import dev.avowry.federation.QuarantinedWorkload.State;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Decides about workloads in quarantine, each once, in one transaction with its ledger row. A
 * node's parent never changes: who is adopted becomes another agent.
 */
@ApplicationScoped
public class Decisions {
  private final WorkloadStore store;
  private final TrustedIssuers issuers;
  private final Registry registry;
  private final Ledger ledger;
  private final Clock clock;

  Decisions(
      WorkloadStore store, TrustedIssuers issuers, Registry registry, Ledger ledger, Clock clock) {
    this.store = store;
    this.issuers = issuers;
    this.registry = registry;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Makes the agent and the rule that names the workload; the agent of the quarantine lives on. */
  @WithTransaction
  public Uni<Adopted> adopt(NodeId id, Adoption asked, String actor, Origin origin) {
    return undecided(id)
        .chain(
            workload ->
                registry
                    .registerUnder(asked.sponsor(), asked.agent(), actor, origin)
                    .chain(made -> adopted(workload, made.agent(), asked, actor, origin)));
  }

  private Uni<Adopted> adopted(
      QuarantinedWorkload workload, Agent agent, Adoption asked, String actor, Origin origin) {
    QuarantinedWorkload decided = decided(workload, State.ADOPTED, Optional.of(agent.id()), actor);
    return issuers
        .issuer(workload.issuer())
        .map(issuer -> asked.conditions(issuer.profile(), workload))
        .chain(
            conditions ->
                issuers.rule(
                    workload.issuer(), conditions, new Rule.IsAgent(agent.id()), actor, origin))
        .call(() -> store.decide(decided))
        .call(
            rule ->
                ledger.append(
                    event(EventType.WORKLOAD_ADOPTED, decided, actor, origin)
                        .under(asked.sponsor())
                        .with(
                            Map.of(
                                "adopted_as", agent.id().toString(),
                                "federation_rule", rule.id().toString(),
                                "outside_subject", workload.subject(),
                                "identity", workload.identity()))))
        .map(rule -> new Adopted(decided, agent, rule));
  }

  /** Refuses the workload from now on; the agent of the quarantine lives on. Idempotent. */
  @WithTransaction
  public Uni<Void> reject(NodeId id, String actor, Origin origin) {
    return alone(id)
        .chain(
            workload ->
                workload.state() == State.REJECTED
                    ? Uni.createFrom().voidItem()
                    : reject(requireUndecided(workload), actor, origin));
  }

  private Uni<Void> reject(QuarantinedWorkload workload, String actor, Origin origin) {
    QuarantinedWorkload decided = decided(workload, State.REJECTED, Optional.empty(), actor);
    return store
        .decide(decided)
        .chain(
            () ->
                ledger.append(
                    event(EventType.WORKLOAD_REJECTED, decided, actor, origin)
                        .with(
                            Map.of(
                                "outside_subject", workload.subject(),
                                "identity", workload.identity()))));
  }

  private Uni<QuarantinedWorkload> undecided(NodeId id) {
    return alone(id).map(Decisions::requireUndecided);
  }

  /** The fence's lock first: in the same order as whoever takes a workload in. */
  private Uni<QuarantinedWorkload> alone(NodeId id) {
    return ledger
        .enterShared()
        .chain(() -> store.workloadAlone(id))
        .map(found -> found.orElseThrow(Decisions::unknown));
  }

  private static QuarantinedWorkload requireUndecided(QuarantinedWorkload workload) {
    if (workload.isDecided()) {
      throw Refusal.refused(
          Reason.CONFLICT, "the workload was %s before".formatted(workload.state().code()));
    }
    return workload;
  }

  private QuarantinedWorkload decided(
      QuarantinedWorkload workload, State state, Optional<NodeId> adoptedAs, String actor) {
    return new QuarantinedWorkload(
        workload.id(),
        workload.issuer(),
        workload.rule(),
        workload.subject(),
        workload.identity(),
        state,
        adoptedAs,
        Optional.of(clock.instant()),
        Optional.of(actor),
        workload.createdAt());
  }

  private static Event event(
      EventType type, QuarantinedWorkload workload, String actor, Origin origin) {
    return Event.of(type, actor, origin)
        .onAgent(workload.id())
        .onTarget(workload.issuer().toString());
  }

  static RuntimeException unknown() {
    return Refusal.refused(Reason.NOT_FOUND, "there is no such workload");
  }
}
