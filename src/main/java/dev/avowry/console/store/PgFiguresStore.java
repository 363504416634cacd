package dev.avowry.console.store;

import dev.avowry.console.Counted;
import dev.avowry.console.Figures;
import dev.avowry.console.FiguresStore;
import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Figures, by the bare client: sums over the roots' tallies, and over indexes that hold only what
 * waits, each up to a hundred.
 */
@ApplicationScoped
class PgFiguresStore implements FiguresStore {
  private static final long UP_TO = 100;

  private static final String READ =
      """
      select
        (select count(*) from node where kind = 'sponsor' and ($1::bigint is null or id = $1))
          as sponsors,
        (select coalesce(sum(live_agents), 0)::bigint from node
         where kind = 'sponsor' and state = 'live' and ($1::bigint is null or id = $1)) as agents,
        (select coalesce(sum(live_delegations), 0)::bigint from node
         where kind = 'sponsor' and state = 'live' and ($1::bigint is null or id = $1))
          as delegations,
        (select count(*) from (
           select 1 from node n join agent a on a.id = n.id
           where n.state = 'suspended' and n.kind = 'agent'
             and ($1::bigint is null or a.sponsor = $1) limit $4) s) as suspended,
        (select count(*) from (
           select 1 from node n join agent a on a.id = n.id
           where n.expires_at > $2 and n.expires_at < $3 and n.state = 'live' and n.kind = 'agent'
             and ($1::bigint is null or a.sponsor = $1) limit $4) e) as ending,
        (select count(*) from (
           select 1 from credential c join agent a on a.id = c.agent
           where c.expires_at > $2 and c.expires_at < $3 and c.state = 'live'
             and ($1::bigint is null or a.sponsor = $1) limit $4) c) as credentials,
        (select count(*) from (
           select 1 from quarantined_workload q join agent a on a.id = q.id
           where q.state = 'quarantined' and ($1::bigint is null or a.sponsor = $1)
           limit $4) w) as quarantined
      """;

  private final Pool pool;

  PgFiguresStore(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Figures> read(Optional<NodeId> sponsor, Instant now, Instant soon) {
    Tuple values =
        Tuple.tuple()
            .addLong(sponsor.map(NodeId::value).orElse(null))
            .addOffsetDateTime(now.atOffset(ZoneOffset.UTC))
            .addOffsetDateTime(soon.atOffset(ZoneOffset.UTC))
            .addLong(UP_TO + 1);
    return pool.preparedQuery(READ).execute(values).map(rows -> figures(rows.iterator().next()));
  }

  private static Figures figures(Row row) {
    return new Figures(
        row.getLong("sponsors"),
        row.getLong("agents"),
        row.getLong("delegations"),
        counted(row, "suspended"),
        counted(row, "ending"),
        counted(row, "credentials"),
        counted(row, "quarantined"));
  }

  private static Counted counted(Row row, String column) {
    return Counted.upTo(UP_TO, row.getLong(column));
  }
}
