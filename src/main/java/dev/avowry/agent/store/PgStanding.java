package dev.avowry.agent.store;

import dev.avowry.agent.Client;
import dev.avowry.agent.Lineage;
import dev.avowry.agent.Standing;
import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.Convoy;
import dev.avowry.ledger.Convoy.Arrival;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the mint reads of the tree, by the bare client on minting's own pool. Clients that are asked
 * for together are read together.
 */
@ApplicationScoped
class PgStanding implements Standing {
  /** One statement, hence one snapshot: the fence is as old as the nodes, never younger. */
  private static final String LINEAGES =
      """
      with recursive up as (
        select node.id as below, node.*, 0 as height from node where %s
        union all
        select up.below, p.*, up.height + 1 from up join node p on p.id = up.parent
      )
      select n.below, %s, (select seq from revocation_head) as fence
      from up n order by n.below, n.height desc
      """;

  private static final String OF_NODES = LINEAGES.formatted("id = any($1)", StandingRows.NODE);
  private static final String OF_HUMAN =
      LINEAGES.formatted(
          "id = (select s.id from sponsor s where s.issuer = $1 and s.subject = $2)",
          StandingRows.NODE);
  private static final String OF_DELEGATION =
      LINEAGES.formatted("kind = 'delegation' and parent = $1 and actor = $2", StandingRows.NODE);

  private static final String AGENTS =
      """
      select %s, (select seq from revocation_head) as fence
      from agent a left join credential c on c.agent = a.id
      where a.id = any($1) order by a.id, c.created_at, c.id
      """
          .formatted(StandingRows.AGENT);

  private static final int LANES = 2;
  private static final int WORTHWHILE = 8;
  private static final int LONGEST = 64;

  /** As many as may wait for their record. */
  private static final int CAPACITY = 5_000;

  private final Pool pool;
  private final Convoy<NodeId, Optional<Client>> clients;

  PgStanding(@ReactiveDataSource("minting") Pool pool, Vertx vertx) {
    this.pool = pool;
    this.clients = new Convoy<>(vertx, LANES, WORTHWHILE, LONGEST, CAPACITY, this::read);
  }

  @Override
  public Uni<Optional<Client>> client(NodeId agent) {
    return clients.join(agent);
  }

  @Override
  public Uni<Optional<Lineage>> lineage(NodeId node) {
    return lineage(OF_NODES, Tuple.of(ids(List.of(node))));
  }

  @Override
  public Uni<Optional<Lineage>> human(String issuer, String subject) {
    return lineage(OF_HUMAN, Tuple.of(issuer, subject));
  }

  @Override
  public Uni<Optional<Lineage>> delegation(NodeId parent, NodeId actor) {
    return lineage(OF_DELEGATION, Tuple.of(parent.value(), actor.value()));
  }

  private Uni<Optional<Lineage>> lineage(String query, Tuple values) {
    return pool.preparedQuery(query)
        .execute(values)
        .map(rows -> StandingRows.lineages(rows).values().stream().findFirst());
  }

  private Uni<List<Arrival<Optional<Client>>>> read(List<NodeId> agents) {
    Tuple ids = Tuple.of(ids(agents));
    return pool.withConnection(
            connection ->
                Uni.combine()
                    .all()
                    .unis(
                        connection.preparedQuery(AGENTS).execute(ids),
                        connection.preparedQuery(OF_NODES).execute(ids))
                    .asTuple())
        .map(
            found ->
                StandingRows.clients(found.getItem1(), StandingRows.lineages(found.getItem2())))
        .map(clients -> arrivals(agents, clients));
  }

  private static Long[] ids(List<NodeId> nodes) {
    return nodes.stream().map(NodeId::value).toArray(Long[]::new);
  }

  private static List<Arrival<Optional<Client>>> arrivals(
      List<NodeId> asked, Map<NodeId, Client> clients) {
    return asked.stream()
        .<Arrival<Optional<Client>>>map(
            agent -> new Arrival.Safe<>(Optional.ofNullable(clients.get(agent))))
        .toList();
  }
}
