package dev.avowry.ledger.store;

import dev.avowry.ledger.Event;
import dev.avowry.ledger.Proposal;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** The one mapping of proposals that issue a token to rows of {@code issued_token}. */
final class IssuedRows {
  static final String INSERT =
      """
      insert into issued_token (jti, node, path, expires_at, slot)
      select jti, node, string_to_array(path, ' '), expires_at, slot_of(expires_at)
      from unnest($1::text[], $2::bigint[], $3::text[], $4::timestamptz[])
        t (jti, node, path, expires_at)
      """;

  private IssuedRows() {}

  /** The proposals as {@link #INSERT} takes them. */
  static Tuple arrays(List<Proposal> tokens) {
    List<Event> events = tokens.stream().map(token -> token.events().getFirst()).toList();
    return Tuple.of(
        events.stream().map(event -> event.jti().orElseThrow().value()).toArray(String[]::new),
        events.stream().map(event -> event.node().orElseThrow().value()).toArray(Long[]::new),
        events.stream().map(event -> String.join(" ", event.path())).toArray(String[]::new),
        tokens.stream()
            .map(token -> token.expiresAt().orElseThrow().atOffset(ZoneOffset.UTC))
            .toArray(OffsetDateTime[]::new));
  }
}
