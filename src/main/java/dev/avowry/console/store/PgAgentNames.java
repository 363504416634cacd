package dev.avowry.console.store;

import dev.avowry.console.AgentNames;
import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Names of agents, by their keys. */
@ApplicationScoped
class PgAgentNames implements AgentNames {
  private final Pool pool;

  PgAgentNames(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Map<NodeId, String>> of(Collection<NodeId> agents) {
    Long[] ids = agents.stream().map(NodeId::value).distinct().toArray(Long[]::new);
    return pool.preparedQuery("select id, name from agent where id = any($1)")
        .execute(Tuple.of(ids))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .collect(
                        Collectors.toMap(
                            row -> new NodeId(row.getLong("id")), row -> row.getString("name"))));
  }
}
