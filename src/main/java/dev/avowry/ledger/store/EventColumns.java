package dev.avowry.ledger.store;

import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventLine;
import dev.avowry.ledger.Hashing;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one mapping of an event to a row of {@code ledger_event}, whichever client writes it. */
final class EventColumns {
  /**
   * Arrays, JSON and hashes travel as text, since the two clients bind them differently; no id
   * contains a space.
   */
  static final String INSERT =
      """
      insert into ledger_event (schema_version, at, type, actor, agent, sponsor, node, path, jti,
                                code_root, target, decision, reason, detail, request_id,
                                client_address, leaf_hash)
      values ($1, $2, $3, $4, $5, $6, $7, string_to_array($8, ' '), $9,
              $10, $11, $12, $13, cast(cast($14 as text) as jsonb), $15,
              $16, decode($17, 'base64'))
      """;

  /** The columns, in the order of all that follows. */
  static final String NAMES =
      """
      schema_version, at, type, actor, agent, sponsor, node, path, jti, code_root, target,
      decision, reason, detail, request_id, client_address, leaf_hash
      """;

  /** Many at once, one array a column: the first seventeen parameters of whoever uses it. */
  static final String ARRAYS =
      """
      $1::smallint[], $2::timestamptz[], $3::text[], $4::text[], $5::bigint[], $6::bigint[],
      $7::bigint[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[],
      $14::text[], $15::text[], $16::text[], $17::text[]
      """;

  /** The values of the columns, of what came by {@link #ARRAYS}. */
  static final String VALUES =
      """
      schema_version, at, type, actor, agent, sponsor, node, string_to_array(path, ' '), jti,
      code_root, target, decision, reason, cast(detail as jsonb), request_id, client_address,
      decode(leaf_hash, 'base64')
      """;

  /** The same as {@link #INSERT} for many. */
  static final String INSERT_MANY =
      "insert into ledger_event (%s) select %s from unnest(%s) t (%s)"
          .formatted(NAMES, VALUES, ARRAYS, NAMES);

  /** What {@link #read} needs of {@code ledger_event e}. */
  static final String LINE =
      """
      e.schema_version, e.at, e.type, e.actor, e.agent, e.sponsor, e.node, e.path, e.jti,
      e.code_root, e.target, e.decision, e.reason, e.detail, e.request_id, e.client_address
      """;

  private static final int COLUMNS = 17;

  private EventColumns() {}

  /**
   * The values of an event that is recorded now, for {@link #INSERT}. Refused when it cannot be
   * recorded.
   */
  static List<@Nullable Object> values(Event event, Instant now) {
    return values(event, now, new Hashing());
  }

  /** The values of many events, one array a column, for {@link #INSERT_MANY}. */
  static List<@Nullable Object> arrays(List<Event> events, Instant now) {
    Hashing hashing = new Hashing();
    List<List<@Nullable Object>> rows =
        events.stream().map(event -> values(event, now, hashing)).toList();
    List<@Nullable Object> columns = new ArrayList<>(COLUMNS);
    for (int column = 0; column < COLUMNS; column++) {
      columns.add(column(rows, column));
    }
    return columns;
  }

  private static Object column(List<List<@Nullable Object>> rows, int column) {
    return switch (column) {
      case 0 -> fill(rows, column, new Short[rows.size()]);
      case 1 -> fill(rows, column, new OffsetDateTime[rows.size()]);
      case 4, 5, 6 -> fill(rows, column, new Long[rows.size()]);
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

  private static List<@Nullable Object> values(Event event, Instant now, Hashing hashing) {
    EventLine line = EventLine.of(event, now);
    return Arrays.asList(
        (short) line.version(),
        line.at().atOffset(ZoneOffset.UTC),
        line.type(),
        line.actor(),
        id(line.agent()),
        id(line.sponsor()),
        id(line.node()),
        String.join(" ", line.path()),
        line.jti().orElse(null),
        line.codeRoot().orElse(null),
        line.target().orElse(null),
        line.decision(),
        line.reason(),
        line.detail(),
        line.requestId(),
        line.clientAddress(),
        hashing.leaf(line.bytesToStore()).toString());
  }

  private static @Nullable Long id(Optional<NodeId> node) {
    return node.map(NodeId::value).orElse(null);
  }

  /**
   * The line of a row as its columns stand, whatever somebody made of them: it is the reader who
   * compares it with its leaf.
   */
  static EventLine read(Row row) {
    return new EventLine(
        row.getShort("schema_version"),
        row.getOffsetDateTime("at").toInstant(),
        row.getString("type"),
        row.getString("actor"),
        node(row, "agent"),
        node(row, "sponsor"),
        node(row, "node"),
        Arrays.stream(row.getArrayOfStrings("path")).map(String::valueOf).toList(),
        Optional.ofNullable(row.getString("jti")),
        Optional.ofNullable(row.getString("code_root")),
        Optional.ofNullable(row.getString("target")),
        row.getString("decision"),
        row.getString("reason"),
        detail(row.getValue("detail")),
        row.getString("request_id"),
        row.getString("client_address"));
  }

  private static Optional<NodeId> node(Row row, String column) {
    return Optional.ofNullable(row.getLong(column)).map(NodeId::new);
  }

  /** Only strings were ever written; anything else is given as it is, and is no line of ours. */
  private static String detail(Object stored) {
    return stored instanceof JsonObject object
            && object.getMap().values().stream().allMatch(String.class::isInstance)
        ? EventLine.detail(strings(object))
        : Json.encode(stored);
  }

  private static Map<String, String> strings(JsonObject object) {
    Map<String, String> strings = new HashMap<>();
    object.forEach(member -> strings.put(member.getKey(), (String) member.getValue()));
    return strings;
  }
}
