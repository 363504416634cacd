package dev.avowry.ledger.store;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.TokenId;
import dev.avowry.ledger.Event;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one mapping of an event to a row of {@code ledger_event}, whichever client writes it. */
final class EventColumns {
  /**
   * Arrays and JSON travel as text, since the two clients bind them differently; no id contains a
   * space. The time is the database's own.
   */
  static final String INSERT =
      """
      insert into ledger_event (schema_version, type, actor, agent, sponsor, node, path, jti, target,
                                decision, reason, detail, request_id, client_address)
      values ($1, $2, $3, $4, $5, $6, string_to_array($7, ' '), $8, $9,
              $10, $11, cast(cast($12 as text) as jsonb), $13, $14)
      """;

  private EventColumns() {}

  static List<@Nullable Object> values(Event event) {
    return Arrays.asList(
        (short) Event.SCHEMA_VERSION,
        event.type().code(),
        event.actor(),
        id(event.agent()),
        id(event.sponsor()),
        id(event.node()),
        String.join(" ", event.path()),
        event.jti().map(TokenId::value).orElse(null),
        event.target().orElse(null),
        event.decision().name().toLowerCase(Locale.ROOT),
        event.reason(),
        new JsonObject(Map.copyOf(event.detail())).encode(),
        event.origin().requestId(),
        event.origin().clientAddress());
  }

  private static @Nullable Long id(Optional<NodeId> node) {
    return node.map(NodeId::value).orElse(null);
  }
}
