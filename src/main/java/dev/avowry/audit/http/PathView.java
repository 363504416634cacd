package dev.avowry.audit.http;

import dev.avowry.agent.Node;
import dev.avowry.agent.Sponsor;
import dev.avowry.audit.Explanation;
import dev.avowry.audit.Recorded;
import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.PlacedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One id on the path of a token.
 *
 * @param kind sponsor, agent, delegation, credential, trusted_issuer, federation_rule or token;
 *     absent when the record does not tell
 * @param state now, of a node
 * @param scopes of its ceiling as recorded; absent for any
 * @param index of the row that tells of its beginning
 */
record PathView(
    String id,
    Optional<String> kind,
    Optional<String> name,
    Optional<String> state,
    Optional<String> actor,
    Optional<Set<String>> scopes,
    Optional<Set<String>> resources,
    Optional<String> maxTtl,
    Optional<String> maxDepth,
    Optional<String> maxChildren,
    Optional<List<Map<String, Object>>> authorizationDetails,
    Optional<String> parent,
    Optional<String> expiresAt,
    Optional<Long> index,
    List<String> unknown) {
  /** The length of a {@code jti}. */
  private static final int TOKEN = 22;

  /** Upon what a token rests besides nodes, as its row names it, and of what kind that is. */
  private static final Map<String, String> PROOFS =
      Map.of(
          "credential", "credential",
          "trusted_issuer", "trusted_issuer",
          "federation_rule", "federation_rule",
          "asserted_by", "trusted_issuer");

  static PathView of(String id, Explanation why) {
    Optional<NodeId> node = NodeId.parse(id);
    Optional<PlacedEvent> begun = node.flatMap(why::beginning);
    Optional<Recorded> recorded = begun.map(Recorded::of);
    Optional<Node> now = node.flatMap(why::node);
    Optional<String> kind = kind(id, begun, now, why);
    boolean isNode = now.isPresent() || begun.isPresent();
    return new PathView(
        id,
        kind,
        recorded.flatMap(it -> it.get("name")).or(() -> sponsorName(id, why)),
        now.map(it -> state(it, why)),
        recorded.flatMap(it -> it.get("actor")),
        recorded.flatMap(it -> it.words("scopes")),
        recorded.flatMap(it -> it.words("resources")),
        recorded.flatMap(it -> it.get("max_ttl")),
        recorded.flatMap(it -> it.get("max_depth")),
        recorded.flatMap(it -> it.get("max_children")),
        recorded.flatMap(it -> it.details("authorization_details")),
        recorded.flatMap(it -> it.get("parent")),
        recorded.flatMap(it -> it.get("expires_at")),
        begun.map(PlacedEvent::index),
        unknown(kind, isNode && begun.isEmpty(), isNode && now.isEmpty()));
  }

  private static Optional<String> kind(
      String id, Optional<PlacedEvent> begun, Optional<Node> now, Explanation why) {
    if (id.length() == TOKEN) {
      return Optional.of("token");
    }
    Optional<String> proved =
        PROOFS.entrySet().stream()
            .filter(
                proof ->
                    why.tokens().stream()
                        .map(Recorded::of)
                        .anyMatch(it -> it.get(proof.getKey()).filter(id::equals).isPresent()))
            .map(Map.Entry::getValue)
            .findFirst();
    return begun
        .map(row -> row.line().type().replaceFirst("_.*", ""))
        .or(() -> now.map(node -> node.kind().name().toLowerCase(Locale.ROOT)))
        .or(() -> proved);
  }

  private static Optional<String> sponsorName(String id, Explanation why) {
    return why.registered()
        .sponsor()
        .filter(sponsor -> sponsor.id().toString().equals(id))
        .map(Sponsor::name);
  }

  private static String state(Node node, Explanation why) {
    boolean expired = node.expiresAt().map(end -> !why.now().isBefore(end)).orElse(false);
    return expired ? "expired" : node.state().name().toLowerCase(Locale.ROOT);
  }

  private static List<String> unknown(Optional<String> kind, boolean noBeginning, boolean noState) {
    List<String> unknown = new ArrayList<>();
    if (kind.isEmpty()) {
      unknown.add("kind");
    }
    if (noBeginning) {
      unknown.add("ceiling");
    }
    if (noState) {
      unknown.add("state");
    }
    return unknown;
  }
}
