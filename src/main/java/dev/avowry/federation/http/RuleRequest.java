package dev.avowry.federation.http;

import dev.avowry.agent.AgentKind;
import dev.avowry.agent.AskedCeiling;
import dev.avowry.agent.Bounds;
import dev.avowry.federation.Condition;
import dev.avowry.federation.Rule;
import dev.avowry.kernel.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The body of {@code POST /v1/trusted-issuers/{id}/rules}. */
record RuleRequest(
    Map<String, String> conditions, Optional<String> agent, Optional<MakesRequest> makes) {
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
          AgentKind.named(kind)
              .orElseThrow(
                  () ->
                      TrustedIssuerRequest.invalid(
                          "makes.kind must be one of ai_agent, service, workload, ci, bot")),
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

  List<Condition> toConditions() {
    return conditions.entrySet().stream()
        .map(entry -> new Condition(entry.getKey(), entry.getValue()))
        .toList();
  }

  Rule.Outcome toOutcome() {
    if (agent.isPresent() == makes.isPresent()) {
      throw TrustedIssuerRequest.invalid("a rule has exactly one of agent and makes");
    }
    return agent
        .map(id -> (Rule.Outcome) new Rule.IsAgent(id("agent", id)))
        .orElseGet(() -> makes.orElseThrow().toOutcome());
  }

  private static NodeId id(String member, String text) {
    return NodeId.parse(text)
        .orElseThrow(() -> TrustedIssuerRequest.invalid(member + " is not an id: 11 characters"));
  }
}
