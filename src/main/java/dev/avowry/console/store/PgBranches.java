package dev.avowry.console.store;

import dev.avowry.agent.NodeKind;
import dev.avowry.agent.NodeState;
import dev.avowry.console.Branches;
import dev.avowry.console.Twig;
import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Pieces of the tree, by the bare client. */
@ApplicationScoped
class PgBranches implements Branches {
  private static final String TWIG =
      """
      select n.id, n.parent, n.kind, n.state, n.expires_at, n.live_agents, n.live_delegations,
             coalesce(a.name, s.name, '') as name,
             exists (select 1 from node k where k.parent = n.id) as branches
      from (%s) n
      left join agent a on a.id = coalesce(n.actor, n.id)
      left join sponsor s on s.id = n.id
      """;

  private static final String NODES = TWIG.formatted("select * from node where id = any($1)");

  /**
   * From child to child by the index of lineages, over whatever is below each: a parent of very
   * many costs no more than those that are read.
   */
  private static final String CHILDREN =
      TWIG.formatted(
              """
              select c.*, w.place from unnest($1::bigint[]) with ordinality w (parent, place)
              join node p on p.id = w.parent
              cross join lateral (
                with recursive child as (
                  (select k.* from node k
                   where k.lineage > coalesce(p.lineage || int8send($2::bigint) || '\\xff'::bytea,
                                              p.lineage)
                     and k.lineage < p.lineage || '\\xff'::bytea
                   order by k.lineage limit 1)
                  union all
                  select beside.* from child c cross join lateral (
                    select k.* from node k
                    where k.lineage > c.lineage || '\\xff'::bytea
                      and k.lineage < p.lineage || '\\xff'::bytea
                    order by k.lineage limit 1) beside
                )
                select * from child limit $3) c
              """)
          + "order by n.place, n.lineage";

  private static final String NAMED =
      TWIG.formatted(
              """
              select b.* from node r
              join node b on b.lineage >= r.lineage and b.lineage < r.lineage || '\\xff'::bytea
              join agent named on named.id = b.id
              where r.id = $1 and position(lower($2) in named.name_key) > 0
              limit $3
              """)
          + "order by a.name_key, n.id";

  private final Pool pool;

  PgBranches(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<List<Twig>> nodes(Collection<NodeId> ids) {
    return read(NODES, Tuple.of(values(ids)));
  }

  @Override
  public Uni<List<Twig>> children(List<NodeId> parents, Optional<NodeId> after, int each) {
    return read(
        CHILDREN,
        Tuple.of(values(parents)).addLong(after.map(NodeId::value).orElse(null)).addInteger(each));
  }

  @Override
  public Uni<List<Twig>> named(NodeId root, String text, int limit) {
    return read(NAMED, Tuple.of(root.value(), text, limit));
  }

  private Uni<List<Twig>> read(String sql, Tuple values) {
    return pool.preparedQuery(sql)
        .execute(values)
        .map(
            rows -> StreamSupport.stream(rows.spliterator(), false).map(PgBranches::twig).toList());
  }

  private static Long[] values(Collection<NodeId> ids) {
    return ids.stream().map(NodeId::value).toArray(Long[]::new);
  }

  private static Twig twig(Row row) {
    return new Twig(
        new NodeId(row.getLong("id")),
        Optional.ofNullable(row.getLong("parent")).map(NodeId::new),
        NodeKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getString("name"),
        NodeState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.getOffsetDateTime("expires_at")).map(at -> at.toInstant()),
        row.getLong("live_agents"),
        row.getLong("live_delegations"),
        row.getBoolean("branches"));
  }
}
