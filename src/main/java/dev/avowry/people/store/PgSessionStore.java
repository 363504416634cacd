package dev.avowry.people.store;

import dev.avowry.agent.SecretHash;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.SessionId;
import dev.avowry.kernel.store.Statement;
import dev.avowry.people.Role;
import dev.avowry.people.Session;
import dev.avowry.people.SessionStore;
import dev.avowry.people.SignIn;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Sessions: read in one statement with what they hang on. */
@ApplicationScoped
class PgSessionStore implements SessionStore {
  private static final String LIVE =
      """
      select s.id, s.human, p.name, s.methods, s.provider, s.address, s.browser, s.started_at,
             s.authenticated_at, s.seen_at, s.ends_at,
             array(select distinct r.role from human_role r
                   where r.human = s.human
                     and (r.source = 'hand'
                          or (r.source = s.provider
                              and r.source = any (string_to_array($4, ' '))))) as roles
      from session s
      join sponsor p on p.id = s.human
      join node n on n.id = s.human
      where s.ended_at is null and s.seen_at > $2 and s.ends_at > $3
        and n.state = 'live' and (n.expires_at is null or n.expires_at > $3)
      """;

  private final Pool pool;
  private final HeededProviders heeded;

  PgSessionStore(Pool pool, HeededProviders heeded) {
    this.pool = pool;
    this.heeded = heeded;
  }

  @Override
  public Uni<Void> add(
      SessionId id, SecretHash hash, SignIn by, String address, Instant now, Instant endsAt) {
    return Statement.execute(
            """
            insert into session (id, hash, human, methods, provider, address, browser, started_at,
                                 authenticated_at, seen_at, ends_at)
            values (?1, ?2, ?3, string_to_array(?4, ' '), nullif(?5, ''), ?6, ?7, ?8, ?10, ?8, ?9)
            """,
            id.value(),
            hash.text(),
            by.human().value(),
            String.join(" ", by.methods()),
            by.provider().orElse(""),
            address,
            by.browser(),
            utc(now),
            utc(endsAt),
            utc(by.provenAt(now)))
        .replaceWithVoid();
  }

  @Override
  public Uni<Optional<Session>> find(SecretHash hash, Instant usedAfter, Instant now) {
    return pool.preparedQuery(LIVE + " and s.hash = $1")
        .execute(Tuple.of(hash.text(), utc(usedAfter), utc(now), heeded.names()))
        .map(rows -> all(rows).stream().findFirst());
  }

  @Override
  public Uni<Void> touch(SessionId id, Instant now) {
    return pool.preparedQuery("update session set seen_at = $2 where id = $1 and seen_at < $2")
        .execute(Tuple.of(id.value(), utc(now)))
        .replaceWithVoid();
  }

  @Override
  public Uni<List<Session>> of(NodeId human, Instant usedAfter, Instant now) {
    return pool.preparedQuery(LIVE + " and s.human = $1 order by s.started_at desc, s.id")
        .execute(Tuple.of(human.value(), utc(usedAfter), utc(now), heeded.names()))
        .map(PgSessionStore::all);
  }

  @Override
  public Uni<Boolean> end(SessionId id, NodeId human, Instant now) {
    return Statement.execute(
            """
            update session set ended_at = ?3 where id = ?1 and human = ?2 and ended_at is null
            """,
            id.value(),
            human.value(),
            utc(now))
        .map(rows -> rows == 1);
  }

  @Override
  public Uni<Integer> endAll(NodeId human, Instant now) {
    return Statement.execute(
        "update session set ended_at = ?2 where human = ?1 and ended_at is null",
        human.value(),
        utc(now));
  }

  @Override
  public Uni<Boolean> isOpen(SessionId id) {
    return Statement.select(
            Long.class,
            "select id from session where id = ?1 and ended_at is null for update",
            id.value())
        .map(rows -> !rows.isEmpty());
  }

  @Override
  public Uni<Integer> endOthers(NodeId human, SessionId kept, Instant now) {
    return Statement.execute(
        "update session set ended_at = ?3 where human = ?1 and id <> ?2 and ended_at is null",
        human.value(),
        kept.value(),
        utc(now));
  }

  @Override
  public Uni<Integer> forget(Instant before) {
    return Statement.execute(
        "delete from session where ends_at < ?1 or ended_at < ?1", utc(before));
  }

  private static List<Session> all(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(PgSessionStore::session).toList();
  }

  private static Session session(Row row) {
    return new Session(
        new SessionId(row.getLong("id")),
        new NodeId(row.getLong("human")),
        row.getString("name"),
        Arrays.stream(row.getArrayOfStrings("roles"))
            .map(role -> Role.named(role).orElseThrow())
            .collect(Collectors.toSet()),
        Set.of(row.getArrayOfStrings("methods")),
        Optional.ofNullable(row.getString("provider")),
        row.getString("address"),
        row.getString("browser"),
        row.getOffsetDateTime("started_at").toInstant(),
        row.getOffsetDateTime("authenticated_at").toInstant(),
        row.getOffsetDateTime("seen_at").toInstant(),
        row.getOffsetDateTime("ends_at").toInstant());
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
