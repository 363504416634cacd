package dev.avowry.ssf.store;

import dev.avowry.kernel.NodeId;
import dev.avowry.key.Sealed;
import dev.avowry.ssf.Delivery;
import dev.avowry.ssf.EventStream;
import dev.avowry.ssf.StreamId;
import dev.avowry.ssf.StreamStatus;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one mapping of a row of {@code ssf_stream} to a stream, whichever client reads it. */
final class StreamRow {
  /** Lists and secrets travel as text, since the two clients bind them differently. */
  static final String COLUMNS =
      """
      s.id, s.receiver, s.endpoint, encode(s.authorization_sealed, 'hex') as authorization_sealed,
      array_to_string(s.requested, ' ') as requested, s.description, s.status, s.reason,
      s.created_at
      """;

  private StreamRow() {}

  /** A column by its name. */
  interface Columns {
    <T> @Nullable T get(String name, Class<T> type);
  }

  static EventStream toStream(Columns row) {
    return new EventStream(
        new StreamId(text(row, "id").orElseThrow()),
        new NodeId(Optional.ofNullable(row.get("receiver", Long.class)).orElseThrow()),
        delivery(row),
        words(text(row, "requested").orElse("")),
        text(row, "description"),
        text(row, "status").flatMap(StreamStatus::named).orElseThrow(),
        text(row, "reason"),
        Optional.ofNullable(row.get("created_at", OffsetDateTime.class)).orElseThrow().toInstant());
  }

  private static Delivery delivery(Columns row) {
    return text(row, "endpoint")
        .map(URI::create)
        .<Delivery>map(
            endpoint ->
                new Delivery.Push(
                    endpoint,
                    text(row, "authorization_sealed")
                        .map(hex -> Sealed.of(HexFormat.of().parseHex(hex)))))
        .orElseGet(Delivery.Poll::new);
  }

  static List<String> words(String joined) {
    return joined.isEmpty() ? List.of() : Arrays.asList(joined.split(" ", -1));
  }

  private static Optional<String> text(Columns row, String name) {
    return Optional.ofNullable(row.get(name, String.class));
  }
}
