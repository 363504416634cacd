package dev.avowry.federation;

import dev.avowry.agent.BoundTokens;
import dev.avowry.agent.NewAgent;
import dev.avowry.agent.Registry;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The agents that rules make of workloads: one for each rule and identity, however many ask for it
 * at the same moment and wherever, and no more than the rule allows.
 */
@ApplicationScoped
public class WorkloadAgents {
  private static final int LONGEST_NAME = 200;

  private final TrustStore store;
  private final Registry registry;
  private final Ledger ledger;
  private final Clock clock;

  WorkloadAgents(TrustStore store, Registry registry, Ledger ledger, Clock clock) {
    this.store = store;
    this.registry = registry;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** The agent that was made before, if one was. */
  Uni<Optional<NodeId>> known(Rule rule, Workload workload) {
    return store.workload(rule.id(), workload.identity());
  }

  /** The agent, made now unless somebody else was faster. */
  @WithTransaction
  public Uni<NodeId> made(
      TrustedIssuer issuer, Rule rule, Rule.MakesAgent how, Workload workload, Origin origin) {
    return ledger
        .enterShared()
        .chain(() -> store.workloadAlone(rule.id(), workload.identity()))
        .chain(
            found ->
                found
                    .map(agent -> Uni.createFrom().item(agent))
                    .orElseGet(() -> make(issuer, rule, how, workload, origin)));
  }

  private Uni<NodeId> make(
      TrustedIssuer issuer, Rule rule, Rule.MakesAgent how, Workload workload, Origin origin) {
    return store
        .count(rule.id())
        .invoke(WorkloadAgents::requireRoom)
        .chain(
            () ->
                registry.registerUnder(
                    how.sponsor(), agent(issuer, how, workload), Event.ITSELF, origin))
        .map(registered -> registered.agent().id())
        .call(agent -> store.add(rule.id(), workload.identity(), agent, clock.instant()))
        .call(agent -> ledger.append(admitted(issuer, rule, workload, agent, how, origin)));
  }

  private static NewAgent agent(TrustedIssuer issuer, Rule.MakesAgent how, Workload workload) {
    String subject = workload.subject();
    return new NewAgent(
        subject.length() > LONGEST_NAME ? subject.substring(0, LONGEST_NAME) : subject,
        how.kind(),
        "workload of " + issuer.name().substring(0, Math.min(issuer.name().length(), 150)).strip(),
        Optional.empty(),
        how.ceiling(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        BoundTokens.BY_CHOICE);
  }

  private static Event admitted(
      TrustedIssuer issuer,
      Rule rule,
      Workload workload,
      NodeId agent,
      Rule.MakesAgent how,
      Origin origin) {
    return Event.of(EventType.WORKLOAD_ADMITTED, Event.ITSELF, origin)
        .onAgent(agent)
        .under(how.sponsor())
        .onTarget(rule.id().toString())
        .with(
            Map.of(
                "trusted_issuer", issuer.id().toString(),
                "outside_issuer", issuer.issuer(),
                "outside_subject", workload.subject(),
                "identity", workload.identity()));
  }

  private static void requireRoom(boolean room) {
    if (!room) {
      throw Refusal.refused(
          Reason.INVALID_CLIENT, "the outside token was refused: its rule makes no more agents");
    }
  }
}
