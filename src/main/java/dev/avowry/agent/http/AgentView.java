package dev.avowry.agent.http;

import dev.avowry.agent.Agent;
import dev.avowry.agent.BoundTokens;
import dev.avowry.agent.Death;
import dev.avowry.agent.Node;
import dev.avowry.agent.RedirectUri;
import dev.avowry.kernel.NodeId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An agent on the wire.
 *
 * @param state of its own node; {@code effectiveState} counts what is above it as well
 * @param deadBecauseOf the node from the top through which no authority flows
 */
record AgentView(
    String id,
    String clientId,
    String node,
    String name,
    String kind,
    String purpose,
    Optional<String> vendor,
    String sponsor,
    String parent,
    Optional<List<String>> scopes,
    Optional<List<String>> resources,
    long maxTtl,
    int maxDepth,
    int maxChildren,
    Optional<List<Map<String, Object>>> authorizationDetails,
    String state,
    String effectiveState,
    Optional<String> deadBecauseOf,
    Optional<DeathView> death,
    Optional<AgentRequest.CodeRootView> codeRoot,
    boolean dpopBoundAccessTokens,
    boolean tlsClientCertificateBoundAccessTokens,
    Optional<List<String>> redirectUris,
    Optional<String> tokenEndpointAuthMethod,
    Optional<String> backchannelTokenDeliveryMode,
    Optional<String> backchannelClientNotificationEndpoint,
    Optional<Boolean> byRoles,
    Optional<Instant> expiresAt,
    Instant createdAt,
    Optional<List<CredentialView>> credentials) {
  /** As it stands in a list. */
  static AgentView of(Agent agent, Map<NodeId, Death> deaths) {
    return of(agent, Optional.empty(), EffectiveState.of(deaths.get(agent.id())));
  }

  /** With its credentials. */
  static AgentView of(Agent agent, List<CredentialView> credentials, Map<NodeId, Death> deaths) {
    return of(agent, Optional.of(credentials), EffectiveState.of(deaths.get(agent.id())));
  }

  private static AgentView of(
      Agent agent, Optional<List<CredentialView>> credentials, EffectiveState effective) {
    Node node = agent.node();
    String id = agent.id().toString();
    return new AgentView(
        id,
        id,
        id,
        agent.name(),
        agent.kind().code(),
        agent.purpose(),
        agent.vendor(),
        node.sponsor().toString(),
        node.parent().orElseThrow().toString(),
        ExtentView.of(node.ceiling().scopes()),
        ExtentView.of(node.ceiling().resources()),
        node.ceiling().maxTtl().toSeconds(),
        node.ceiling().maxDepth(),
        node.ceiling().maxChildren(),
        node.ceiling().authorizationDetails().view(),
        node.state().name().toLowerCase(Locale.ROOT),
        effective.code(),
        effective.deadBecauseOf(),
        effective.death(),
        agent.codeRoot().map(AgentRequest.CodeRootView::of),
        agent.boundTokens() == BoundTokens.TO_KEY,
        agent.boundTokens() == BoundTokens.TO_CERTIFICATE,
        Optional.of(agent.redirects().redirectUris().stream().map(RedirectUri::text).toList())
            .filter(uris -> !uris.isEmpty()),
        agent.redirects().isPublic() ? Optional.of("none") : Optional.empty(),
        agent.redirects().notifiedAt().map(any -> "ping"),
        agent.redirects().notifiedAt(),
        node.roles().map(any -> true),
        node.expiresAt(),
        node.createdAt(),
        credentials);
  }
}
