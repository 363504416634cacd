package dev.avowry.federation.http;

import dev.avowry.agent.AgentKind;
import dev.avowry.agent.AskedCeiling;
import dev.avowry.agent.BoundTokens;
import dev.avowry.agent.Bounds;
import dev.avowry.agent.NewAgent;
import dev.avowry.federation.Adoption;
import dev.avowry.federation.Condition;
import dev.avowry.kernel.NodeId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The body of {@code POST /v1/workloads/{id}/adoption}.
 *
 * @param sponsor who is to answer for it; without it who answers for the caller
 * @param conditions what else has to hold for the workload, besides who it is
 */
record AdoptionRequest(
    String name,
    String kind,
    String purpose,
    Optional<String> sponsor,
    Optional<List<String>> scopes,
    Optional<List<String>> resources,
    Optional<Integer> maxTtl,
    Optional<Integer> maxDepth,
    Optional<Integer> maxChildren,
    Optional<Map<String, String>> conditions,
    Optional<Instant> expiresAt) {
  Adoption toAdoption(NodeId usual) {
    return new Adoption(
        sponsor.map(id -> RuleRequest.id("sponsor", id)).orElse(usual),
        new NewAgent(
            name,
            AgentKind.named(kind).orElseThrow(() -> RuleRequest.unknownKind("kind")),
            purpose,
            Optional.empty(),
            ceiling(),
            List.of(),
            Optional.empty(),
            expiresAt,
            BoundTokens.BY_CHOICE),
        conditions.orElse(Map.of()).entrySet().stream()
            .map(each -> new Condition(each.getKey(), each.getValue()))
            .toList());
  }

  private AskedCeiling ceiling() {
    return new AskedCeiling(
        Bounds.scopes(scopes.orElse(List.of())),
        Bounds.resources(resources.orElse(List.of())),
        maxTtl.map(Bounds::maxTtl),
        Optional.of(maxDepth.map(Bounds::maxDepth).orElse(0)),
        Optional.of(maxChildren.map(Bounds::maxChildren).orElse(0)));
  }
}
