package dev.avowry.registration.http;

import dev.avowry.agent.AgentKind;
import dev.avowry.agent.AskedCeiling;
import dev.avowry.agent.Bounds;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.registration.NewInvitation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The body of {@code POST /v1/registration-tokens}. */
record RegistrationTokenRequest(
    String sponsor, CeilingRequest ceiling, Optional<String> kind, int uses, Instant expiresAt) {
  /** What each client may have at the most: no sub-agents unless said. */
  record CeilingRequest(
      List<String> scopes,
      Optional<List<String>> resources,
      Optional<Integer> maxTtl,
      Optional<Integer> maxDepth,
      Optional<Integer> maxChildren,
      Optional<List<Map<String, Object>>> authorizationDetails) {
    AskedCeiling toCeiling() {
      return new AskedCeiling(
          Bounds.scopes(scopes),
          Bounds.resources(resources.orElse(List.of())),
          maxTtl.map(Bounds::maxTtl),
          Optional.of(maxDepth.map(Bounds::maxDepth).orElse(0)),
          Optional.of(maxChildren.map(Bounds::maxChildren).orElse(0)),
          Bounds.authorizationDetails(authorizationDetails));
    }
  }

  NewInvitation toNewInvitation() {
    return new NewInvitation(
        NodeId.parse(sponsor).orElseThrow(() -> invalid("sponsor is not an id: 11 characters")),
        AgentKind.named(kind.orElse("ai_agent"))
            .orElseThrow(() -> invalid("kind must be one of ai_agent, service, workload, ci, bot")),
        ceiling.toCeiling(),
        uses,
        expiresAt);
  }

  private static Refused invalid(String detail) {
    return Refusal.refused(Reason.INVALID_REQUEST, detail);
  }
}
