package dev.avowry.federation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.avowry.agent.MemoryConfig;
import dev.avowry.agent.NewAgent;
import dev.avowry.agent.Registry;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.TrustId;
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
  private final Quarantines quarantines;
  private final Registry registry;
  private final Ledger ledger;
  private final Clock clock;

  /** Which agent a rule has made of a workload never changes: it is remembered as it is. */
  private final Cache<Made, NodeId> remembered;

  WorkloadAgents(
      TrustStore store,
      Quarantines quarantines,
      Registry registry,
      Ledger ledger,
      Clock clock,
      MemoryConfig memory) {
    this.store = store;
    this.quarantines = quarantines;
    this.registry = registry;
    this.ledger = ledger;
    this.clock = clock;
    this.remembered = Caffeine.newBuilder().maximumSize(memory.agents()).build();
  }

  private record Made(TrustId rule, String identity) {}

  /** The agent that was made before, if one was. */
  Uni<Optional<NodeId>> known(Rule rule, Workload workload) {
    Made made = new Made(rule.id(), workload.identity());
    Optional<NodeId> agent = Optional.ofNullable(remembered.getIfPresent(made));
    return agent.isPresent()
        ? Uni.createFrom().item(agent)
        : store
            .workload(rule.id(), workload.identity())
            .invoke(found -> found.ifPresent(it -> remembered.put(made, it)));
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
    return requireRoom(rule)
        .chain(
            () ->
                registry.registerUnder(
                    how.sponsor(), agent(issuer, how, workload), Event.ITSELF, origin))
        .map(registered -> registered.agent().id())
        .call(agent -> store.add(rule.id(), workload.identity(), agent, clock.instant()))
        .call(agent -> quarantines.note(rule, workload, agent))
        .call(agent -> ledger.append(admitted(issuer, rule, workload, agent, how, origin)));
  }

  private Uni<?> requireRoom(Rule rule) {
    return store
        .count(rule.id(), quarantines.perMinute(rule), clock.instant())
        .chain(room -> room ? Uni.createFrom().voidItem() : full(rule));
  }

  private Uni<Void> full(Rule rule) {
    return store
        .isFull(rule.id())
        .chain(full -> Uni.createFrom().failure(Quarantines.noRoom(rule, full)));
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
        workload.boundTokens());
  }

  private static Event admitted(
      TrustedIssuer issuer,
      Rule rule,
      Workload workload,
      NodeId agent,
      Rule.MakesAgent how,
      Origin origin) {
    EventType type =
        rule.isQuarantine() ? EventType.WORKLOAD_QUARANTINED : EventType.WORKLOAD_ADMITTED;
    return Event.of(type, Event.ITSELF, origin)
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
}
