package dev.avowry.federation.http;

import dev.avowry.agent.AgentKind;
import dev.avowry.agent.AskedCeiling;
import dev.avowry.agent.Bounds;
import dev.avowry.federation.Condition;
import dev.avowry.federation.Rule;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The body of {@code POST /v1/trusted-issuers/{id}/rules}. */
record RuleRequest(
    Map<String, String> conditions,
    Optional<String> agent,
    Optional<MakesRequest> makes,
    Optional<QuarantineRequest> quarantine) {
  /**
   * How an agent is made. Scopes and resources are never given unasked; nor are sub-agents: both
   * depths are 0 unless said.
   */
  record MakesRequest(
      String sponsor,
      String kind,
      List<String> scopes,
      Optional<List<String>> resources,
      Optional<Integer> maxTtl,
      Optional<Integer> maxDepth,
      Optional<Integer> maxChildren,
      int atMost) {
    Rule.MakesAgent toOutcome() {
      return new Rule.MakesAgent(
          id("makes.sponsor", sponsor),
          AgentKind.named(kind).orElseThrow(() -> unknownKind("makes.kind")),
          new AskedCeiling(
              Bounds.scopes(scopes),
              Bounds.resources(resources.orElse(List.of())),
              maxTtl.map(Bounds::maxTtl),
              Optional.of(maxDepth.map(Bounds::maxDepth).orElse(0)),
              Optional.of(maxChildren.map(Bounds::maxChildren).orElse(0))),
          atMost,
          0);
    }
  }

  /** With what workloads wait for a decision: never with sub-agents. */
  record QuarantineRequest(
      String sponsor,
      Optional<String> kind,
      Optional<List<String>> scopes,
      Optional<List<String>> resources,
      Optional<Integer> maxTtl,
      int maxWorkloads) {
    private static final int MOST = 10_000;

    Rule.Quarantine toOutcome() {
      if (maxWorkloads < 1 || maxWorkloads > MOST) {
        throw TrustedIssuerRequest.invalid("quarantine.max_workloads must be from 1 to " + MOST);
      }
      return new Rule.Quarantine(
          new Rule.MakesAgent(
              id("quarantine.sponsor", sponsor),
              AgentKind.named(kind.orElse("workload"))
                  .orElseThrow(() -> unknownKind("quarantine.kind")),
              new AskedCeiling(
                  Bounds.scopes(scopes.orElse(List.of())),
                  Bounds.resources(resources.orElse(List.of())),
                  maxTtl.map(Bounds::maxTtl),
                  Optional.of(0),
                  Optional.of(0)),
              maxWorkloads,
              0));
    }
  }

  List<Condition> toConditions() {
    return conditions.entrySet().stream()
        .map(entry -> new Condition(entry.getKey(), entry.getValue()))
        .toList();
  }

  Rule.Outcome toOutcome() {
    List<Rule.Outcome> said =
        Stream.<Optional<? extends Rule.Outcome>>of(
                agent.map(id -> new Rule.IsAgent(id("agent", id))),
                makes.map(MakesRequest::toOutcome),
                quarantine.map(QuarantineRequest::toOutcome))
            .<Rule.Outcome>flatMap(Optional::stream)
            .toList();
    if (said.size() != 1) {
      throw TrustedIssuerRequest.invalid("a rule has exactly one of agent, makes and quarantine");
    }
    return said.getFirst();
  }

  static Refused unknownKind(String member) {
    return TrustedIssuerRequest.invalid(
        member + " must be one of ai_agent, service, workload, ci, bot");
  }

  static NodeId id(String member, String text) {
    return NodeId.parse(text)
        .orElseThrow(() -> TrustedIssuerRequest.invalid(member + " is not an id: 11 characters"));
  }
}
