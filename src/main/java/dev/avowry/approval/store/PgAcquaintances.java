package dev.avowry.approval.store;

import dev.avowry.agent.Agent;
import dev.avowry.approval.Acquaintances;
import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Whom an agent may ask: one statement, whoever is meant. */
@ApplicationScoped
class PgAcquaintances implements Acquaintances {
  private final Pool pool;

  PgAcquaintances(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Optional<NodeId>> among(Agent agent, String said) {
    return pool.preparedQuery(
            """
            select s.id from sponsor s join node n on n.id = s.id
            where n.state = 'live' and (s.id = $3 or lower(s.email) = lower($4))
              and (s.id = $2
                   or exists (select 1 from co_sponsor c where c.agent = $1 and c.sponsor = s.id)
                   or exists (select 1 from consent c join node g on g.id = c.grant_node
                              where c.agent = $1 and c.human = s.id and g.state = 'live'
                                and g.expires_at > now()))
            """)
        .execute(
            Tuple.of(
                agent.id().value(),
                agent.node().sponsor().value(),
                NodeId.parse(said).map(NodeId::value).orElse(null),
                said))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> new NodeId(row.getLong("id")))
                    .toList())
        .map(PgAcquaintances::only);
  }

  private static Optional<NodeId> only(List<NodeId> humans) {
    return humans.size() == 1 ? Optional.of(humans.getFirst()) : Optional.empty();
  }
}
