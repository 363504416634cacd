package dev.avowry.vault.store;

import dev.avowry.kernel.NodeId;
import dev.avowry.key.Envelope;
import dev.avowry.key.Sealed;
import dev.avowry.ledger.Convoy;
import dev.avowry.ledger.Convoy.Arrival;
import dev.avowry.ledger.Fence;
import dev.avowry.vault.Opening;
import dev.avowry.vault.Openings;
import dev.avowry.vault.Version;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Reads by the bare client on minting's own pool. What is asked for at the same time is read by one
 * statement, which begins after all of it was asked.
 */
@ApplicationScoped
class PgOpenings implements Openings {
  private static final int LANES = 2;
  private static final int WORTHWHILE = 4;
  private static final int LONGEST = 64;
  private static final int CAPACITY = 5_000;

  /**
   * A row for each access, one if there is none. Uses are looked up only where they are counted.
   */
  private static final String ONE =
      """
      select %s, %s, coalesce(f.state, 'live') as folder_state,
             v.number, v.data_key, v.content, v.bindings as version_bindings,
             v.created_at as version_at, v.created_by as version_by,
             case when a.most is not null then
               (select count(*) from ledger_event e
                where e.target = id_text(a.id) and e.type in ('secret_read', 'secret_used'))
             end as used,
             (select count(*) from ledger_event e
              where e.node = s.id and e.type = 'secret_version_added') as recorded,
             (select max((e.detail->>'number')::bigint) from ledger_event e
              where e.node = s.id and e.type = 'secret_used' and e.detail ? 'number'
                and e.detail->>'purpose' = asked.purpose
                and (e.detail->>'version')::integer = coalesce(asked.version, s.version)) as latest
      from %s
      left join node f on f.id = s.folder
      left join vault_version v on v.secret = s.id and v.number = coalesce(asked.version, s.version)
      left join (vault_access a join node an on an.id = a.id and an.state = 'live')
        on a.thing in (s.id, s.folder) and a.holder = any(asked.path::bigint[])
      where s.id = asked.secret
      """
          .formatted(SecretRows.COLUMNS, AccessRows.COLUMNS, SecretRows.TABLES);

  /**
   * One snapshot: the fence is as old as the states, never younger. Each secret is looked for by
   * itself, which {@code offset 0} is for: the plan is made once, maybe while there are few.
   */
  private static final String OPENING =
      """
      select asked.place, one.*, (select seq from revocation_head) as fence
      from unnest($1::bigint[], $2::integer[], $3::text[], $4::text[]) with ordinality
             as asked (secret, version, path, purpose, place)
      cross join lateral (%s offset 0) one
      """
          .formatted(ONE);

  private final Pool pool;
  private final Convoy<Asked, Optional<Opening>> convoy;

  PgOpenings(@ReactiveDataSource("minting") Pool pool, Vertx vertx) {
    this.pool = pool;
    this.convoy = new Convoy<>(vertx, LANES, WORTHWHILE, LONGEST, CAPACITY, this::read);
  }

  private record Asked(
      NodeId secret, Optional<Integer> version, String purpose, List<String> path) {
    /** As PostgreSQL writes an array, since those of several lengths are none of its arrays. */
    String holders() {
      return Stream.of(SecretRows.nodes(path))
          .map(String::valueOf)
          .collect(Collectors.joining(",", "{", "}"));
    }
  }

  @Override
  public Uni<Optional<Opening>> find(
      NodeId secret, Optional<Integer> version, String purpose, List<String> path) {
    return convoy.join(new Asked(secret, version, purpose, path));
  }

  private Uni<List<Arrival<Optional<Opening>>>> read(List<Asked> all) {
    return pool.preparedQuery(OPENING)
        .execute(
            Tuple.of(
                all.stream().map(asked -> asked.secret().value()).toArray(Long[]::new),
                all.stream().map(asked -> asked.version().orElse(null)).toArray(Integer[]::new),
                all.stream().map(Asked::holders).toArray(String[]::new),
                all.stream().map(Asked::purpose).toArray(String[]::new)))
        .map(rows -> SecretRows.list(rows, row -> row))
        .map(rows -> rows.stream().collect(Collectors.groupingBy(row -> row.getLong("place"))))
        .map(
            found ->
                LongStream.rangeClosed(1, all.size())
                    .mapToObj(place -> arrival(found.getOrDefault(place, List.of())))
                    .toList());
  }

  /** What cannot be read is so for who asked for it, and for nobody else. */
  private static Arrival<Optional<Opening>> arrival(List<Row> rows) {
    try {
      return new Arrival.Safe<>(rows.isEmpty() ? Optional.empty() : Optional.of(opening(rows)));
    } catch (RuntimeException unreadable) {
      return new Arrival.Lost<>(unreadable);
    }
  }

  private static Opening opening(List<Row> rows) {
    Row any = rows.getFirst();
    List<Row> accesses = rows.stream().filter(row -> row.getLong("access") != null).toList();
    return new Opening(
        SecretRows.secret(any),
        SecretRows.state(any.getString("folder_state")),
        version(any),
        accesses.stream().map(AccessRows::access).toList(),
        used(accesses),
        any.getInteger("recorded"),
        latest(any),
        new Fence(any.getLong("fence")));
  }

  private static OptionalLong latest(Row row) {
    Long latest = row.getLong("latest");
    return latest == null ? OptionalLong.empty() : OptionalLong.of(latest);
  }

  private static Map<NodeId, Integer> used(List<Row> rows) {
    return rows.stream()
        .filter(row -> row.getLong("used") != null)
        .collect(
            Collectors.toMap(
                row -> new NodeId(row.getLong("access")), row -> row.getInteger("used")));
  }

  private static Optional<Version> version(Row row) {
    return Optional.ofNullable(row.getInteger("number"))
        .map(
            number ->
                new Version(
                    number,
                    SecretRows.bindings(row, "version_bindings"),
                    Optional.ofNullable(row.getBuffer("data_key"))
                        .map(key -> envelope(key, row.getBuffer("content"))),
                    SecretRows.at(row, "version_at"),
                    row.getString("version_by")));
  }

  private static Envelope envelope(Buffer key, Buffer content) {
    return new Envelope(Sealed.of(key.getBytes()), Sealed.of(content.getBytes()));
  }
}
