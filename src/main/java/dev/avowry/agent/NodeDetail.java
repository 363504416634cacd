package dev.avowry.agent;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * What the ledger keeps of a node when it is made or its ceiling comes down, so that a later reader
 * can tell which ceiling allowed what. The names are those of {@code src/docs/ledger.md}.
 */
public final class NodeDetail {
  private NodeDetail() {}

  /** The ceiling, the parent and the end. */
  static Map<String, String> of(Node node) {
    Map<String, String> detail = of(node.ceiling());
    node.parent().ifPresent(parent -> detail.put("parent", parent.toString()));
    node.expiresAt().ifPresent(end -> detail.put("expires_at", end.toString()));
    return detail;
  }

  /** The ceiling. */
  public static Map<String, String> of(Ceiling ceiling) {
    Map<String, String> detail = new HashMap<>();
    extent(detail, "scopes", ceiling.scopes());
    extent(detail, "resources", ceiling.resources());
    if (ceiling.authorizationDetails() instanceof DetailExtent.Only(AuthorizationDetails some)
        && !some.isEmpty()) {
      detail.put("authorization_details", some.text());
    }
    detail.put("max_ttl", Long.toString(ceiling.maxTtl().toSeconds()));
    detail.put("max_depth", Integer.toString(ceiling.maxDepth()));
    detail.put("max_children", Integer.toString(ceiling.maxChildren()));
    return detail;
  }

  /** The same with what else there is to say. */
  static Map<String, String> of(Node node, Map<String, String> more) {
    Map<String, String> detail = of(node);
    detail.putAll(more);
    return detail;
  }

  /** No limit is no member; nothing at all is the empty text. */
  private static void extent(Map<String, String> detail, String name, Extent extent) {
    if (extent instanceof Extent.Only only) {
      detail.put(name, String.join(" ", new TreeSet<>(only.values())));
    }
  }
}
