package dev.avowry.vault.store;

import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import dev.avowry.vault.About;
import dev.avowry.vault.Bindings;
import dev.avowry.vault.Fault;
import dev.avowry.vault.Secret;
import dev.avowry.vault.SecretType;
import io.vertx.mutiny.sqlclient.Row;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Rows of {@code vault_secret}, with what else is known of it. */
final class SecretRows {
  /** Of {@code vault_secret s}, its node {@code n} and its owner's {@code o}. */
  static final String COLUMNS =
      """
      s.id, s.folder, s.owner, o.lineage as owner_lineage, s.type, s.name, s.tags, s.version,
      n.state, s.expires_at, s.rotate_at, s.created_at, s.changed_at, s.reported_by,
      s.reported_at, s.fault, (select b.bindings from vault_version b
                               where b.secret = s.id and b.number = s.version) as bindings
      """;

  static final String TABLES =
      "vault_secret s join node n on n.id = s.id join node o on o.id = s.owner";

  private SecretRows() {}

  static Secret secret(Row row) {
    return new Secret(
        new NodeId(row.getLong("id")),
        Optional.ofNullable(row.getLong("folder")).map(NodeId::new),
        new NodeId(row.getLong("owner")),
        lineage(row.getBuffer("owner_lineage").getBytes()),
        SecretType.named(row.getString("type")).orElseThrow(),
        new About(
            row.getString("name"),
            Set.of(row.getArrayOfStrings("tags")),
            instant(row, "expires_at"),
            instant(row, "rotate_at")),
        row.getInteger("version"),
        bindings(row, "bindings"),
        state(row.getString("state")),
        at(row, "created_at"),
        at(row, "changed_at"),
        report(row));
  }

  private static Optional<Secret.Report> report(Row row) {
    return Optional.ofNullable(row.getString("fault"))
        .map(
            fault ->
                new Secret.Report(
                    new NodeId(row.getLong("reported_by")),
                    at(row, "reported_at"),
                    Fault.named(fault).orElseThrow()));
  }

  static Bindings bindings(Row row, String column) {
    return Optional.ofNullable(row.getString(column)).map(Bindings::read).orElse(Bindings.NONE);
  }

  static NodeState state(String code) {
    return NodeState.valueOf(code.toUpperCase(Locale.ROOT));
  }

  static Instant at(Row row, String column) {
    return row.getOffsetDateTime(column).toInstant();
  }

  static Optional<Instant> instant(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }

  static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  static @Nullable OffsetDateTime utc(Optional<Instant> at) {
    return at.map(SecretRows::utc).orElse(null);
  }

  /** Eight bytes an id, sponsor first. */
  static List<NodeId> lineage(byte[] column) {
    ByteBuffer bytes = ByteBuffer.wrap(column);
    List<NodeId> ids = new ArrayList<>();
    while (bytes.hasRemaining()) {
      ids.add(new NodeId(bytes.getLong()));
    }
    return ids;
  }

  /** The nodes on a path; what names none is on no list of who may have something. */
  static Long[] nodes(List<String> path) {
    return path.stream()
        .flatMap(id -> NodeId.parse(id).stream())
        .map(NodeId::value)
        .toArray(Long[]::new);
  }

  static <T> List<T> list(Iterable<Row> rows, Function<Row, T> read) {
    return StreamSupport.stream(rows.spliterator(), false).map(read).toList();
  }
}
