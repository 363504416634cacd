package dev.avowry.vouching.store;

import dev.avowry.vouching.RoundStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Rounds, by the database's clock. */
@ApplicationScoped
class PgRoundStore implements RoundStore {
  private final Pool pool;

  PgRoundStore(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Optional<Long>> begin(String provider, Duration lease) {
    return pool.preparedQuery(
            "insert into vouching_round (provider) values ($1) on conflict do nothing")
        .execute(Tuple.of(provider))
        .chain(() -> take(provider, lease));
  }

  private Uni<Optional<Long>> take(String provider, Duration lease) {
    return pool.preparedQuery(
            """
            update vouching_round set
              round = case when open then round else round + 1 end, open = true,
              busy_until = now() + $2 * interval '1 millisecond'
            where provider = $1 and busy_until <= now() and (open or due_at <= now())
            returning round
            """)
        .execute(Tuple.of(provider, (double) lease.toMillis()))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> row.getLong("round"))
                    .findFirst());
  }

  @Override
  public Uni<Boolean> extend(String provider, long round, Duration lease) {
    return pool.preparedQuery(
            """
            update vouching_round set busy_until = now() + $3 * interval '1 millisecond'
            where provider = $1 and round = $2 and open and busy_until > now()
            """)
        .execute(Tuple.of(provider, round, (double) lease.toMillis()))
        .map(rows -> rows.rowCount() == 1);
  }

  @Override
  public Uni<Void> end(String provider, long round, boolean held, Duration next) {
    return pool.preparedQuery(
            """
            update vouching_round set open = false, busy_until = '-infinity',
              due_at = now() + $4 * interval '1 millisecond',
              held_since = case when $3 then coalesce(held_since, now()) end
            where provider = $1 and round = $2 and open
            """)
        .execute(Tuple.of(provider, round, held, (double) next.toMillis()))
        .replaceWithVoid();
  }

  @Override
  public Uni<Set<String>> held() {
    return pool.query("select provider from vouching_round where held_since is not null")
        .execute()
        .map(PgRoundStore::names);
  }

  private static Set<String> names(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.getString("provider"))
        .collect(Collectors.toSet());
  }
}
