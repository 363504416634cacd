package dev.avowry.federation;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.ledger.SingleUse;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Takes a workload to which a rule applies for the agent that the rule says it is. */
@ApplicationScoped
class Admissions {
  private final WorkloadAgents agents;
  private final Quarantines quarantines;

  Admissions(WorkloadAgents agents, Quarantines quarantines) {
    this.agents = agents;
    this.quarantines = quarantines;
  }

  /**
   * Which agent the workload is.
   *
   * @param use what is used up by acting on it
   * @param client the agent that the request says it is
   * @param origin from where it came, if an agent may be made of its workload
   */
  Uni<Admission> admit(
      Trust trust,
      Rule rule,
      Workload workload,
      Optional<SingleUse> use,
      Optional<NodeId> client,
      Optional<Origin> origin) {
    // Nobody is made an agent who names another one, or asks for something else than a token.
    Optional<Origin> maker = origin.filter(any -> client.isEmpty());
    return agent(trust.issuer(), rule, workload, maker)
        .map(
            agent ->
                new Admission(
                    agent,
                    trust.issuer().id(),
                    rule.id(),
                    trust.issuer().issuer(),
                    workload.subject(),
                    use,
                    trust.hold(rule)));
  }

  private Uni<NodeId> agent(
      TrustedIssuer issuer, Rule rule, Workload workload, Optional<Origin> maker) {
    return switch (rule.outcome()) {
      case Rule.IsAgent is -> Uni.createFrom().item(is.agent());
      case Rule.MakesAgent how ->
          agents
              .known(rule, workload)
              .chain(known -> orMade(known, issuer, rule, how, workload, maker));
      case Rule.Quarantine(Rule.MakesAgent how) ->
          quarantines
              .known(rule, workload)
              .chain(known -> orMade(known, issuer, rule, how, workload, maker));
    };
  }

  private Uni<NodeId> orMade(
      Optional<NodeId> known,
      TrustedIssuer issuer,
      Rule rule,
      Rule.MakesAgent how,
      Workload workload,
      Optional<Origin> maker) {
    return known
        .map(agent -> Uni.createFrom().item(agent))
        .or(() -> maker.map(from -> agents.made(issuer, rule, how, workload, from)))
        .orElseGet(() -> Uni.createFrom().failure(OutsideToken.unproven()));
  }
}
