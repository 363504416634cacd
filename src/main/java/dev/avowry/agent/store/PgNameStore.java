package dev.avowry.agent.store;

import dev.avowry.agent.NameStore;
import dev.avowry.agent.Named;
import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Names, by the bare client. */
@ApplicationScoped
class PgNameStore implements NameStore {
  private final Pool pool;

  PgNameStore(Pool pool) {
    this.pool = pool;
  }

  /** Nodes and credentials never share an id: both are random. */
  @Override
  public Uni<List<Named>> named(Set<NodeId> ids) {
    return pool.preparedQuery(
            """
            select n.id, n.kind, coalesce(s.name, a.name, r.name, h.name) as name
            from node n
              left join sponsor s on s.id = n.id
              left join agent a on a.id = n.id
              left join agent_role r on r.id = n.id
              left join agent h on h.id = n.actor
            where n.id = any($1)
            union all
            select c.id, 'credential', null from credential c where c.id = any($1)
            """)
        .execute(Tuple.of((Object) ids.stream().map(NodeId::value).toArray(Long[]::new)))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(PgNameStore::named))
        .map(all -> all.toList());
  }

  @Override
  public Uni<Integer> children(NodeId node) {
    return pool.preparedQuery("select children from node where id = $1")
        .execute(Tuple.of(node.value()))
        .map(rows -> rows.iterator().next().getInteger("children"));
  }

  private static Named named(Row row) {
    return new Named(
        new NodeId(row.getLong("id")).toString(),
        row.getString("kind"),
        Optional.ofNullable(row.getString("name")));
  }
}
