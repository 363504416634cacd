package dev.avowry.ledger.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * What a look at the ledger, without a lock, says about the rows that are not in the tree yet.
 *
 * @param size of the tree
 * @param since when the first of them was made; empty when there is none
 * @param ready whether the first of them may be placed: no transaction below it is under way
 * @param restored whether PostgreSQL counts from lower than the ledger does, so that nothing would
 *     ever be placed again
 */
record Waiting(long size, Optional<Instant> since, boolean ready, boolean restored) {
  static Uni<Waiting> look(Pool pool) {
    return pool.preparedQuery(
            """
            select t.size, e.at, coalesce(e.xact < ledger_horizon(), false) as ready,
                   t.last_xact >= ledger_horizon() as restored
            from ledger_tree t left join lateral (
              select xact, at from ledger_event
              where (xact, id) > (t.last_xact, t.last_id) order by xact, id limit 1) e on true
            """)
        .execute()
        .map(rows -> of(rows.iterator().next()));
  }

  private static Waiting of(Row row) {
    return new Waiting(
        row.getLong("size"),
        Optional.ofNullable(row.getOffsetDateTime("at")).map(OffsetDateTime::toInstant),
        row.getBoolean("ready"),
        row.getBoolean("restored"));
  }
}
