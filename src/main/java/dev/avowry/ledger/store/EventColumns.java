package dev.avowry.ledger.store;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.TokenId;
import dev.avowry.ledger.Event;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
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

  /** The same for many at once: one array a column. */
  static final String INSERT_MANY =
      """
      insert into ledger_event (schema_version, type, actor, agent, sponsor, node, path, jti, target,
                                decision, reason, detail, request_id, client_address)
      select schema_version, type, actor, agent, sponsor, node, string_to_array(path, ' '), jti, target,
             decision, reason, cast(detail as jsonb), request_id, client_address
      from unnest($1::smallint[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[],
                  $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[],
                  $13::text[], $14::text[])
        t (schema_version, type, actor, agent, sponsor, node, path, jti, target,
           decision, reason, detail, request_id, client_address)
      """;

  private static final int COLUMNS = 14;

  private EventColumns() {}

  /** The values of many events, one array a column, for {@link #INSERT_MANY}. */
  static List<@Nullable Object> arrays(List<Event> events) {
    List<List<@Nullable Object>> rows = events.stream().map(EventColumns::values).toList();
    List<@Nullable Object> columns = new ArrayList<>(COLUMNS);
    for (int column = 0; column < COLUMNS; column++) {
      columns.add(column(rows, column));
    }
    return columns;
  }

  private static Object column(List<List<@Nullable Object>> rows, int column) {
    return switch (column) {
      case 0 -> fill(rows, column, new Short[rows.size()]);
      case 3, 4, 5 -> fill(rows, column, new Long[rows.size()]);
      default -> fill(rows, column, new String[rows.size()]);
    };
  }

  private static Object fill(
      List<List<@Nullable Object>> rows, int column, @Nullable Object[] values) {
    for (int row = 0; row < values.length; row++) {
      values[row] = rows.get(row).get(column);
    }
    return values;
  }

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
