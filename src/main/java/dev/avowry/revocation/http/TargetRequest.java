package dev.avowry.revocation.http;

import dev.avowry.agent.AgentKind;
import dev.avowry.agent.Bounds;
import dev.avowry.agent.NodeKind;
import dev.avowry.kernel.CredentialId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.SigningKeyId;
import dev.avowry.kernel.TokenId;
import dev.avowry.kernel.TrustId;
import dev.avowry.revocation.Target;
import dev.avowry.revocation.TokenClass;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What an order is about, on the wire: exactly one member names it. */
record TargetRequest(
    Optional<String> node,
    Optional<String> agent,
    Optional<String> sponsor,
    Optional<String> credential,
    Optional<String> signingKey,
    Optional<String> trust,
    Optional<String> token,
    Optional<String> scope,
    Optional<String> resource,
    Optional<String> kind,
    Optional<String> vendor,
    Optional<Boolean> everything) {
  Target toTarget() {
    List<Target> named =
        Stream.of(
                node.map(id -> ofNode("node", id, Optional.empty())),
                agent.map(id -> ofNode("agent", id, Optional.of(NodeKind.AGENT))),
                sponsor.map(id -> ofNode("sponsor", id, Optional.of(NodeKind.SPONSOR))),
                credential.map(TargetRequest::ofCredential),
                signingKey.map(TargetRequest::ofSigningKey),
                trust.map(TargetRequest::ofTrust),
                token.map(TargetRequest::ofToken),
                scope.map(TargetRequest::ofScope),
                resource.map(TargetRequest::ofResource),
                kind.map(TargetRequest::ofKind),
                vendor.map(TargetRequest::ofVendor),
                everything.map(TargetRequest::ofEverything))
            .flatMap(Optional::stream)
            .toList();
    if (named.size() != 1) {
      throw RevocationRequest.invalid(
          "target must have exactly one of node, agent, sponsor, credential, signing_key,"
              + " trust, token,"
              + " scope, resource, kind, vendor, everything");
    }
    return named.getFirst();
  }

  private static Target ofNode(String member, String id, Optional<NodeKind> kind) {
    return new Target.OfNode(read(member, id, NodeId::parse), kind);
  }

  private static Target ofCredential(String id) {
    return new Target.OfCredential(read("credential", id, CredentialId::parse));
  }

  private static Target ofSigningKey(String id) {
    return new Target.OfSigningKey(read("signing_key", id, SigningKeyId::parse));
  }

  private static Target ofTrust(String id) {
    return new Target.OfTrust(read("trust", id, TrustId::parse));
  }

  private static Target ofToken(String id) {
    return new Target.OfToken(read("token", id, TokenId::parse));
  }

  private static Target ofScope(String scope) {
    Bounds.scopes(List.of(scope));
    return new Target.OfClass(TokenClass.ofScope(scope));
  }

  private static Target ofResource(String uri) {
    Bounds.resources(List.of(uri));
    return new Target.OfClass(TokenClass.ofResource(uri));
  }

  private static Target ofKind(String code) {
    AgentKind kind =
        AgentKind.named(code)
            .orElseThrow(
                () ->
                    RevocationRequest.invalid(
                        "target.kind must be one of ai_agent, service, workload, ci, bot"));
    return new Target.OfClass(TokenClass.ofKind(kind.code()));
  }

  private static Target ofVendor(String vendor) {
    return new Target.OfClass(TokenClass.ofVendor(Bounds.vendor(vendor)));
  }

  /** Nothing is meant by not everything. */
  private static Target ofEverything(boolean everything) {
    if (!everything) {
      throw RevocationRequest.invalid("target.everything must be true");
    }
    return new Target.OfClass(TokenClass.EVERYTHING);
  }

  private static <T> T read(String member, String text, Function<String, Optional<T>> parse) {
    return parse
        .apply(text)
        .orElseThrow(() -> RevocationRequest.invalid("target." + member + " is not an id"));
  }
}
