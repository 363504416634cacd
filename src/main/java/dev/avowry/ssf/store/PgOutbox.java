package dev.avowry.ssf.store;

import dev.avowry.kernel.NodeId;
import dev.avowry.ssf.Cursor;
import dev.avowry.ssf.EventStream;
import dev.avowry.ssf.Fanout;
import dev.avowry.ssf.Outbox;
import dev.avowry.ssf.SsfConfig;
import dev.avowry.ssf.StreamId;
import dev.avowry.ssf.Waiting;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** What waits, by the bare client. */
@ApplicationScoped
class PgOutbox implements Outbox {
  private final Pool pool;
  private final int backlog;
  private final String issuer;

  PgOutbox(Pool pool, SsfConfig config, @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.pool = pool;
    this.backlog = config.backlog();
    this.issuer = issuer;
  }

  @Override
  public Uni<Cursor> cursor() {
    return pool.query(
            """
            select after, seq, (select count(*) from ssf_stream where status <> 'disabled') as streams
            from ssf_cursor
            """)
        .execute()
        .map(rows -> rows.iterator().next())
        .map(row -> new Cursor(row.getLong("after"), row.getLong("seq"), row.getLong("streams")));
  }

  @Override
  public Uni<List<Fanout.Open>> open(Collection<NodeId> about) {
    return pool.preparedQuery(
            """
            select %s, s.after,
                   $2 - (select count(*) from ssf_set w where w.stream = s.id and not w.control) as room,
                   array(select r.node from ssf_removed r
                         where r.stream = s.id and r.node = any($1)) as removed
            from ssf_stream s where s.status <> 'disabled' order by s.id
            """
                .formatted(StreamRow.COLUMNS))
        .execute(Tuple.of(about.stream().map(NodeId::value).toArray(Long[]::new), (long) backlog))
        .map(rows -> list(rows, PgOutbox::open));
  }

  private static Fanout.Open open(Row row) {
    EventStream stream = stream(row);
    return new Fanout.Open(
        stream.id(),
        new HashSet<>(stream.delivered()),
        row.getLong("after"),
        row.getLong("room"),
        Stream.of(row.getArrayOfLongs("removed")).map(NodeId::new).collect(Collectors.toSet()));
  }

  @Override
  public Uni<Boolean> advance(Cursor from, Cursor to, List<Fanout.Queued> found) {
    return pool.withTransaction(
        connection ->
            connection
                .preparedQuery(
                    """
                    update ssf_cursor set after = $1, seq = $2 where after = $3 and seq = $4
                    """)
                .execute(Tuple.of(to.after(), to.seq(), from.after(), from.seq()))
                .map(moved -> moved.rowCount() == 1)
                .call(ours -> ours ? queue(connection, found) : nothing()));
  }

  private Uni<Void> queue(SqlConnection connection, List<Fanout.Queued> found) {
    return found.isEmpty()
        ? nothing()
        : connection
            .preparedQuery(
                """
                insert into ssf_set (stream, jti, control, claims, at)
                select f.stream, gen_random_uuid()::text, false, f.claims::jsonb, now()
                from unnest($1::text[], $2::text[]) with ordinality f (stream, claims, place)
                join ssf_stream s on s.id = f.stream
                where s.status <> 'disabled' order by f.place
                """)
            .execute(
                Tuple.of(
                    found.stream().map(each -> each.stream().value()).toArray(String[]::new),
                    found.stream().map(each -> each.event().claims(issuer)).toArray(String[]::new)))
            .replaceWithVoid();
  }

  @Override
  public Uni<List<Waiting>> first(StreamId stream, int limit) {
    return pool.preparedQuery(
            """
            select w.jti, w.claims::text as claims, w.at from ssf_set w
            join ssf_stream s on s.id = w.stream
            where w.stream = $1 and (w.control or s.status = 'enabled')
            order by w.position limit $2
            """)
        .execute(Tuple.of(stream.value(), limit))
        .map(
            rows ->
                list(
                    rows,
                    row ->
                        new Waiting(
                            row.getString("jti"),
                            row.getString("claims"),
                            row.getOffsetDateTime("at").toInstant())));
  }

  @Override
  public Uni<Integer> remove(StreamId stream, Collection<String> jtis) {
    return jtis.isEmpty()
        ? Uni.createFrom().item(0)
        : pool.preparedQuery("delete from ssf_set where stream = $1 and jti = any($2)")
            .execute(Tuple.of(stream.value(), jtis.toArray(String[]::new)))
            .map(RowSet::rowCount);
  }

  @Override
  public Uni<List<EventStream>> lease(UUID lease, Duration length, int limit) {
    return pool.preparedQuery(
            """
            update ssf_push p set lease = $1, leased_until = now() + $2 * interval '1 millisecond'
            from ssf_stream s
            where s.id = p.stream and p.stream in (
              select q.stream from ssf_push q join ssf_stream t on t.id = q.stream
              where q.leased_until <= now() and q.due_at <= now() and t.endpoint is not null
                and exists (select 1 from ssf_set w where w.stream = q.stream
                            and (w.control or t.status = 'enabled'))
              order by q.due_at limit $3 for update of q skip locked)
            returning %s
            """
                .formatted(StreamRow.COLUMNS))
        .execute(Tuple.of(lease, (double) length.toMillis(), limit))
        .map(rows -> list(rows, PgOutbox::stream));
  }

  @Override
  public Uni<Boolean> renew(StreamId stream, UUID lease, Duration length) {
    return pool.preparedQuery(
            """
            update ssf_push set leased_until = now() + $1 * interval '1 millisecond'
            where stream = $2 and lease = $3
            """)
        .execute(Tuple.of((double) length.toMillis(), stream.value(), lease))
        .map(rows -> rows.rowCount() == 1);
  }

  @Override
  public Uni<Void> giveBack(StreamId stream, UUID lease) {
    return pool.preparedQuery(
            """
            update ssf_push set lease = null, leased_until = '-infinity', due_at = now(), failures = 0
            where stream = $1 and lease = $2
            """)
        .execute(Tuple.of(stream.value(), lease))
        .replaceWithVoid();
  }

  /** One second, two, four, and so on up to five minutes. */
  @Override
  public Uni<Void> postpone(StreamId stream, UUID lease) {
    return pool.preparedQuery(
            """
            update ssf_push set lease = null, leased_until = '-infinity', failures = failures + 1,
              due_at = now() + least(300, power(2, least(failures, 10))) * interval '1 second'
            where stream = $1 and lease = $2
            """)
        .execute(Tuple.of(stream.value(), lease))
        .replaceWithVoid();
  }

  @Override
  public Uni<Backlog> backlog() {
    return pool.query(
            """
            select coalesce(sum(n), 0)::bigint as waiting, coalesce(max(n), 0)::bigint as fullest
            from (select count(*) as n from ssf_set group by stream) each
            """)
        .execute()
        .map(rows -> rows.iterator().next())
        .map(row -> new Backlog(row.getLong("waiting"), row.getLong("fullest")));
  }

  private static EventStream stream(Row row) {
    return StreamRow.toStream(
        new StreamRow.Columns() {
          @Override
          public <T> @Nullable T get(String name, Class<T> type) {
            return row.get(type, name);
          }
        });
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }

  private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> form) {
    List<T> all = new ArrayList<>(rows.size());
    rows.forEach(row -> all.add(form.apply(row)));
    return all;
  }
}
