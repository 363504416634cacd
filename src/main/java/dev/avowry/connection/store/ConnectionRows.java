package dev.avowry.connection.store;

import dev.avowry.connection.ClientMethod;
import dev.avowry.connection.Connection;
import dev.avowry.connection.Endpoints;
import dev.avowry.connection.Fault;
import dev.avowry.connection.Pending;
import dev.avowry.connection.Provider;
import dev.avowry.connection.Task;
import dev.avowry.kernel.ConnectionId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.ProviderId;
import dev.avowry.kernel.SessionId;
import dev.avowry.key.Envelope;
import dev.avowry.key.Sealed;
import dev.avowry.vault.Bindings;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of this package's tables, with their columns in the order in which they are asked for. */
final class ConnectionRows {
  static final String PROVIDER =
      """
      p.id, p.name, p.issuer, p.authorization_endpoint, p.token_endpoint, p.revocation_endpoint,
      p.client_id, p.method, p.data_key, p.content, p.scopes, p.bindings, p.created_at,
      p.removed_at is not null
      """;

  static final String CONNECTION =
      """
      c.id, c.agent, c.provider, p.name, c.secret, c.scopes, c.state,
      exists (select from connection_refresh r where r.connection = c.id), c.fault, c.expires_at,
      c.connected_by, c.connected_at
      """;

  private ConnectionRows() {}

  static Provider provider(@Nullable Object[] row) {
    return new Provider(
        new ProviderId(number(row[0])),
        text(row[1]),
        Optional.ofNullable((String) row[2]),
        new Endpoints(
            URI.create(text(row[3])),
            URI.create(text(row[4])),
            Optional.ofNullable((String) row[5]).map(URI::create)),
        text(row[6]),
        ClientMethod.named(text(row[7])).orElseThrow(),
        envelope(row[8], row[9]),
        words(row[10]),
        Bindings.read(text(row[11])),
        at(row[12]).orElseThrow(),
        (Boolean) present(row[13]));
  }

  static Connection connection(@Nullable Object[] row) {
    return new Connection(
        new ConnectionId(number(row[0])),
        new NodeId(number(row[1])),
        new ProviderId(number(row[2])),
        text(row[3]),
        new NodeId(number(row[4])),
        words(row[5]),
        state(row[6]),
        (Boolean) present(row[7]),
        Optional.ofNullable((String) row[8]).map(code -> Fault.named(code).orElseThrow()),
        at(row[9]),
        new NodeId(number(row[10])),
        at(row[11]).orElseThrow());
  }

  static Pending pending(@Nullable Object[] row) {
    return new Pending(
        new ConnectionId(number(row[0])),
        new NodeId(number(row[1])),
        new ProviderId(number(row[2])),
        new NodeId(number(row[3])),
        new SessionId(number(row[4])),
        words(row[5]),
        envelope(row[6], row[7]),
        at(row[8]).orElseThrow());
  }

  static Task task(@Nullable Object[] row) {
    return new Task(
        new ConnectionId(number(row[0])),
        new NodeId(number(row[1])),
        new ProviderId(number(row[2])),
        new NodeId(number(row[3])),
        words(row[4]),
        state(row[5]),
        Optional.ofNullable(row[6]).map(key -> envelope(key, row[7])),
        (Integer) present(row[8]),
        number(row[9]));
  }

  static String spaced(List<String> words) {
    return String.join(" ", words);
  }

  static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static Envelope envelope(@Nullable Object key, @Nullable Object content) {
    return new Envelope(Sealed.of((byte[]) present(key)), Sealed.of((byte[]) present(content)));
  }

  private static Connection.State state(@Nullable Object column) {
    return Connection.State.valueOf(text(column).toUpperCase(Locale.ROOT));
  }

  private static List<String> words(@Nullable Object column) {
    return List.of(text(column).split(" ", -1));
  }

  private static Optional<Instant> at(@Nullable Object column) {
    return Optional.ofNullable(column)
        .map(value -> value instanceof OffsetDateTime time ? time.toInstant() : (Instant) value);
  }

  private static long number(@Nullable Object column) {
    return (Long) present(column);
  }

  private static String text(@Nullable Object column) {
    return (String) present(column);
  }

  private static Object present(@Nullable Object column) {
    return Objects.requireNonNull(column);
  }
}
