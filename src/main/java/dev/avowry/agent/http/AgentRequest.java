package dev.avowry.agent.http;

import dev.avowry.agent.AgentKind;
import dev.avowry.agent.AskedCeiling;
import dev.avowry.agent.Authenticator;
import dev.avowry.agent.BoundTokens;
import dev.avowry.agent.Bounds;
import dev.avowry.agent.CodeRoot;
import dev.avowry.agent.DeliveryMode;
import dev.avowry.agent.NewAgent;
import dev.avowry.agent.RedirectClient;
import dev.avowry.agent.RedirectUri;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.key.Algorithm;
import dev.avowry.key.Jwk;
import dev.avowry.web.EndpointRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The body of {@code POST /v1/agents}. */
record AgentRequest(
    String name,
    String kind,
    String purpose,
    Optional<String> vendor,
    Optional<String> sponsor,
    Optional<List<String>> scopes,
    Optional<List<String>> resources,
    Optional<Integer> maxTtl,
    Optional<Integer> maxDepth,
    Optional<Integer> maxChildren,
    Optional<List<Map<String, Object>>> authorizationDetails,
    Optional<KeySet> jwks,
    Optional<String> jwksUri,
    Optional<CertificateNameView> certificate,
    Optional<CodeRootView> codeRoot,
    Optional<Instant> expiresAt,
    Optional<Boolean> dpopBoundAccessTokens,
    Optional<Boolean> tlsClientCertificateBoundAccessTokens,
    Optional<List<String>> redirectUris,
    Optional<List<String>> grantTypes,
    Optional<String> tokenEndpointAuthMethod,
    Optional<String> idTokenSignedResponseAlg,
    Optional<String> backchannelTokenDeliveryMode,
    Optional<String> backchannelClientNotificationEndpoint,
    Optional<Boolean> byRoles) {
  private static final String NO_METHOD = "none";
  private static final String DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";

  /** A JWK Set, RFC 7517 §5. */
  record KeySet(List<Map<String, Object>> keys) {}

  /**
   * @param rule where keys may be fetched from
   */
  NewAgent toNewAgent(EndpointRule rule) {
    return new NewAgent(
        name,
        AgentKind.named(kind).orElseThrow(AgentRequest::unknownKind),
        purpose,
        vendor,
        new AskedCeiling(
            Bounds.scopes(scopes.orElse(List.of())),
            Bounds.resources(resources.orElse(List.of())),
            maxTtl.map(Bounds::maxTtl),
            maxDepth.map(Bounds::maxDepth),
            maxChildren.map(Bounds::maxChildren),
            Bounds.authorizationDetails(authorizationDetails)),
        authenticators(rule),
        codeRoot.map(CodeRootView::toCodeRoot),
        expiresAt,
        BoundTokens.of(
            dpopBoundAccessTokens.orElse(false),
            tlsClientCertificateBoundAccessTokens.orElse(false)),
        redirects().toldAt(notifiedAt(rule)),
        byRoles.orElse(false));
  }

  /** CIBA Core §4: where the agent is told, if it is to be. */
  private Optional<String> notifiedAt(EndpointRule rule) {
    return DeliveryMode.endpoint(
        backchannelTokenDeliveryMode, backchannelClientNotificationEndpoint, rule);
  }

  /** As a registration of RFC 7591 §2 says it. */
  private RedirectClient redirects() {
    return new RedirectClient(
        redirectUris.orElse(List.of()).stream().map(RedirectUri::new).toList(),
        isPublic(),
        hasGrant("refresh_token"),
        idTokenSignedResponseAlg
            .map(alg -> Algorithm.named(alg).orElseThrow(AgentRequest::unknownAlgorithm))
            .orElse(Algorithm.RS256),
        hasGrant(DEVICE_CODE));
  }

  private boolean hasGrant(String type) {
    return grantTypes.map(types -> types.contains(type)).orElse(false);
  }

  private boolean isPublic() {
    if (tokenEndpointAuthMethod.filter(method -> !method.equals(NO_METHOD)).isPresent()) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST,
          "token_endpoint_auth_method may be none; what a client has registered says the rest");
    }
    return tokenEndpointAuthMethod.isPresent();
  }

  private List<Authenticator> authenticators(EndpointRule rule) {
    if (jwks.isPresent() && jwksUri.isPresent()) {
      throw Refusal.refused(Reason.INVALID_REQUEST, "only one of jwks and jwks_uri may be there");
    }
    List<Authenticator> all = new ArrayList<>();
    jwks.ifPresent(
        set -> set.keys().forEach(key -> all.add(new Authenticator.Key(Jwk.parse(key)))));
    jwksUri.ifPresent(uri -> all.add(new Authenticator.KeysAt(rule.check("jwks_uri", uri))));
    certificate
        .map(CertificateNameView::toName)
        .map(Authenticator.Certificate::new)
        .ifPresent(all::add);
    if (all.isEmpty() && isPublic()) {
      return all;
    }
    if (all.isEmpty() || jwks.map(set -> set.keys().isEmpty()).orElse(false)) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST,
          "jwks with at least one public key is needed, or jwks_uri, or certificate with a name");
    }
    return all;
  }

  /** Which code an agent says it runs, on the wire. */
  record CodeRootView(
      Optional<String> repository, Optional<String> commit, Optional<String> imageDigest) {
    static CodeRootView of(CodeRoot root) {
      return new CodeRootView(root.repository(), root.commit(), root.imageDigest());
    }

    CodeRoot toCodeRoot() {
      return new CodeRoot(repository, commit, imageDigest);
    }
  }

  private static RuntimeException unknownAlgorithm() {
    return Refusal.refused(
        Reason.INVALID_REQUEST,
        "id_token_signed_response_alg must be one of RS256, ES256, PS256, EdDSA");
  }

  private static RuntimeException unknownKind() {
    return Refusal.refused(
        Reason.INVALID_REQUEST, "kind must be one of ai_agent, service, workload, ci, bot");
  }
}
