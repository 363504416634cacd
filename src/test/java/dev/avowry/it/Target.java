package dev.avowry.it;

import dev.avowry.model.Point;
import io.vertx.core.json.JsonObject;

/**
 * What an order is against.
 *
 * @param member how the API names its kind
 * @param value how the API names it
 */
record Target(String member, Object value) {
  static Target node(Point point) {
    return new Target("node", point.id());
  }

  /** The id that an entry names. */
  String id() {
    return switch (member) {
      case "everything" -> "*";
      case "resource" -> "aud:" + value;
      case "scope", "vendor", "kind" -> member + ":" + value;
      default -> (String) value;
    };
  }

  /** Whether it is a sort of tokens and not a point of the tree. */
  boolean isClass() {
    return id().contains(":") || id().equals("*");
  }

  JsonObject toJson() {
    return new JsonObject().put(member, value);
  }
}
