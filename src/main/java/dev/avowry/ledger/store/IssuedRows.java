package dev.avowry.ledger.store;

import dev.avowry.kernel.PathBits;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.Proposal;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** The one mapping of proposals that issue a token to rows of {@code issued_token}. */
final class IssuedRows {
  /** The head cannot move while the lock is held shared: it is the fence that the tokens carry. */
  static final String INSERT =
      """
      insert into issued_token (jti, node, path, classes, fence, expires_at, slot)
      select t.jti, t.node, string_to_array(t.path, ' ')::bigint[], string_to_array(t.classes, E'\\n'),
             h.seq, t.expires_at, slot_of(t.expires_at)
      from unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::timestamptz[])
        t (jti, node, path, classes, expires_at), revocation_head h
      """;

  private IssuedRows() {}

  /** The proposals as {@link #INSERT} takes them. */
  static Tuple arrays(List<Proposal> tokens) {
    List<Event> events = tokens.stream().map(token -> token.events().getFirst()).toList();
    return Tuple.of(
        events.stream().map(event -> event.jti().orElseThrow().bits()).toArray(UUID[]::new),
        events.stream().map(event -> event.node().orElseThrow().value()).toArray(Long[]::new),
        events.stream().map(IssuedRows::path).toArray(String[]::new),
        // None of them has an end of line.
        tokens.stream().map(token -> String.join("\n", token.classes())).toArray(String[]::new),
        tokens.stream()
            .map(token -> token.expiresAt().orElseThrow().atOffset(ZoneOffset.UTC))
            .toArray(OffsetDateTime[]::new));
  }

  /** Arrays of arrays of different lengths there are none, so that a path travels as text. */
  private static String path(Event event) {
    return event.path().stream()
        .map(id -> Long.toString(PathBits.of(id)))
        .collect(Collectors.joining(" "));
  }
}
