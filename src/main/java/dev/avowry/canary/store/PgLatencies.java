package dev.avowry.canary.store;

import dev.avowry.canary.Latencies;
import dev.avowry.canary.Latency;
import dev.avowry.canary.Latency.LastRun;
import dev.avowry.canary.Latency.LastSighting;
import dev.avowry.canary.Latency.OfVerifier;
import dev.avowry.canary.Latency.Spread;
import dev.avowry.canary.Latency.Spreads;
import dev.avowry.canary.Latency.Window;
import dev.avowry.canary.Run;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the kept runs have found; the database reckons. */
@ApplicationScoped
class PgLatencies implements Latencies {
  private static final List<String> OUTCOMES =
      List.of("refused", "never_refused", "not_let_in", "unreachable");

  private final Pool pool;

  PgLatencies(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Latency> read(PageRequest page) {
    return last()
        .chain(
            last ->
                window().chain(window -> page(page).map(all -> new Latency(last, window, all))));
  }

  private Uni<Optional<LastRun>> last() {
    return pool.query(
            """
            select run, at, seq, commit_us, publish_us, problem from canary_run
            order by run desc limit 1
            """)
        .execute()
        .map(
            rows ->
                rows.size() == 0 ? Optional.empty() : Optional.of(last(rows.iterator().next())));
  }

  private static LastRun last(Row row) {
    Optional<Run.Kill> kill =
        Optional.ofNullable(row.getLong("seq"))
            .map(
                seq ->
                    new Run.Kill(
                        seq,
                        Micros.toDuration(row.getLong("commit_us")),
                        Optional.ofNullable(row.getLong("publish_us")).map(Micros::toDuration)));
    return new LastRun(
        row.getLong("run"), at(row), kill, Optional.ofNullable(row.getString("problem")));
  }

  private Uni<Window> window() {
    return pool.query(
            """
            select count(*) as runs, min(at) as at,
                   percentile_disc(array[0.5, 0.99, 1]) within group (order by commit_us) as commit,
                   percentile_disc(array[0.5, 0.99, 1]) within group (order by publish_us) as publish
            from canary_run
            """)
        .execute()
        .map(rows -> rows.iterator().next())
        .map(
            row ->
                new Window(
                    row.getLong("runs"),
                    Optional.ofNullable(row.getOffsetDateTime("at")).map(time -> time.toInstant()),
                    spread(row, "commit"),
                    spread(row, "publish")));
  }

  private Uni<Page<OfVerifier>> page(PageRequest page) {
    return pool.preparedQuery(
            """
            with kept as not materialized (
              select s.*, r.at from canary_sighting s join canary_run r on r.slot = s.slot and r.run = s.run
            )
            select v.id, v.name, l.*, w.*
            from (select id, name from verifier
                  where probe is not null and ($1::bigint is null or id > $1) order by id limit $2) v
            left join lateral (
              select run, at, resource, outcome, why, total_us, round_trip_us, receive_us, apply_us, refusal_us
              from kept where verifier = v.id order by run desc limit 1
            ) l on true
            cross join lateral (
              select count(*) filter (where outcome = 'refused') as refused,
                     count(*) filter (where outcome = 'never_refused') as never_refused,
                     count(*) filter (where outcome = 'not_let_in') as not_let_in,
                     count(*) filter (where outcome = 'unreachable') as unreachable,
                     percentile_disc(array[0.5, 0.99, 1]) within group (order by total_us) as total,
                     percentile_disc(array[0.5, 0.99, 1]) within group (order by receive_us) as receive,
                     percentile_disc(array[0.5, 0.99, 1]) within group (order by apply_us) as apply,
                     percentile_disc(array[0.5, 0.99, 1]) within group (order by refusal_us) as refusal
              from kept where verifier = v.id
            ) w
            order by v.id
            """)
        .execute(Tuple.of(page.after().map(NodeId::value).orElse(null), page.limit() + 1))
        .chain(rows -> total().map(total -> page.page(verifiers(rows), total, OfVerifier::id)));
  }

  private Uni<Long> total() {
    return pool.query("select count(*) as total from verifier where probe is not null")
        .execute()
        .map(rows -> rows.iterator().next().getLong("total"));
  }

  private static List<OfVerifier> verifiers(RowSet<Row> rows) {
    List<OfVerifier> all = new ArrayList<>(rows.size());
    rows.forEach(row -> all.add(verifier(row)));
    return all;
  }

  private static OfVerifier verifier(Row row) {
    Map<String, Long> outcomes = new LinkedHashMap<>();
    OUTCOMES.forEach(outcome -> outcomes.put(outcome, row.getLong(outcome)));
    return new OfVerifier(
        new NodeId(row.getLong("id")),
        row.getString("name"),
        Optional.ofNullable(row.getLong("run")).map(run -> sighting(run, row)),
        outcomes,
        spread(row, "total"),
        spread(row, "receive")
            .map(
                receive ->
                    new Spreads(
                        receive,
                        spread(row, "apply").orElseThrow(),
                        spread(row, "refusal").orElseThrow())));
  }

  private static LastSighting sighting(long run, Row row) {
    return new LastSighting(run, at(row), row.getString("resource"), SightingRow.verdict(row));
  }

  private static Instant at(Row row) {
    return row.getOffsetDateTime("at").toInstant();
  }

  /** Half, 99 of 100, and all; nothing of nothing. */
  private static Optional<Spread> spread(Row row, String column) {
    @Nullable Long @Nullable [] micros = row.getArrayOfLongs(column);
    return micros == null || micros[0] == null || micros[1] == null || micros[2] == null
        ? Optional.empty()
        : Optional.of(
            new Spread(
                Micros.toDuration(micros[0]),
                Micros.toDuration(micros[1]),
                Micros.toDuration(micros[2])));
  }
}
