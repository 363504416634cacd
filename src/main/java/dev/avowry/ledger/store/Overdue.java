package dev.avowry.ledger.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Says, seldom, that rows wait too long for their place in the tree, and for whom. */
@ApplicationScoped
class Overdue {
  private static final Logger LOG = Logger.getLogger(Overdue.class);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Pool pool;
  private final Clock clock;
  private final Seldom warnings;

  Overdue(Pool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
    this.warnings = new Seldom(clock);
  }

  void look(Waiting found) {
    if (found.restored()) {
      if (warnings.now()) {
        LOG.error(
            "no row gets into the tree: the database counts transactions from lower than the ledger"
                + " does, as after a restore; start with AVOWRY_DB_MIGRATE_AT_START=true, or run"
                + " `migrate`");
      }
    } else if (found.since().map(this::isTooLong).orElse(false) && warnings.now()) {
      holder()
          .subscribe()
          .with(
              holder -> LOG.warnf("rows wait for the tree: since=%s %s", since(found), holder),
              failure -> LOG.warnf("rows wait for the tree: since=%s", since(found)));
    }
  }

  private boolean isTooLong(Instant since) {
    return since.plus(PATIENCE).isBefore(clock.instant());
  }

  private static Instant since(Waiting found) {
    return found.since().orElseThrow();
  }

  /**
   * The oldest transaction that has a number and no end. Of another role's it is only seen with the
   * rights of {@code pg_read_all_stats}.
   */
  Uni<String> holder() {
    return pool.query(
            """
            select who from (
              select age(backend_xid) as age,
                     format('behind the transaction of pid=%s state="%s" application="%s" since=%s',
                            pid, state, application_name, xact_start) as who
              from pg_stat_activity where backend_xid is not null and pid <> pg_backend_pid()
              union all
              select age(transaction), format('behind the prepared transaction gid="%s" since=%s',
                                              gid, prepared)
              from pg_prepared_xacts
            ) holders order by age desc limit 1
            """)
        .execute()
        .map(Overdue::who);
  }

  private static String who(RowSet<Row> rows) {
    return rows.size() == 0
        ? "behind nobody who can be seen"
        : rows.iterator().next().getString("who");
  }
}
