package dev.avowry.agent.store;

import dev.avowry.agent.Agent;
import dev.avowry.agent.AgentKind;
import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Client;
import dev.avowry.agent.Credential;
import dev.avowry.agent.Extent;
import dev.avowry.agent.Lineage;
import dev.avowry.agent.Node;
import dev.avowry.agent.NodeKind;
import dev.avowry.agent.NodeState;
import dev.avowry.agent.Standing;
import dev.avowry.kernel.CredentialId;
import dev.avowry.kernel.NodeId;
import dev.avowry.key.Jwk;
import dev.avowry.ledger.Fence;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the mint reads of the tree, by the bare client on minting's own pool. */
@ApplicationScoped
class PgStanding implements Standing {
  private static final String NODE =
      """
      n.id, n.kind, n.lineage, n.scopes, n.resources, n.max_ttl, n.max_depth, n.max_children,
      n.state, n.expires_at, n.actor, n.standing, n.created_at
      """;

  /** One statement, hence one snapshot: the fence is as old as the nodes, never younger. */
  private static final String LINEAGE =
      """
      with recursive up as (
        select node.*, 0 as height from node where %s
        union all
        select p.*, up.height + 1 from node p join up on p.id = up.parent
      )
      select %s, (select seq from revocation_head) as fence
      from up n order by n.height desc
      """;

  private static final String OF_NODE = LINEAGE.formatted("id = $1", NODE);
  private static final String OF_DELEGATION =
      LINEAGE.formatted("kind = 'delegation' and parent = $1 and actor = $2", NODE);

  private final Pool pool;

  PgStanding(@ReactiveDataSource("minting") Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Optional<Client>> client(NodeId agent) {
    return pool.withConnection(
        connection ->
            connection
                .preparedQuery(
                    """
                    select a.name, a.kind, a.purpose, a.vendor, a.code_repository, a.code_commit, a.code_image,
                           c.id, c.jwk, c.state, c.created_at,
                           (select seq from revocation_head) as fence
                    from agent a join credential c on c.agent = a.id
                    where a.id = $1 order by c.created_at, c.id
                    """)
                .execute(Tuple.of(agent.value()))
                .chain(
                    rows ->
                        rows.size() == 0
                            ? Uni.createFrom().item(Optional.empty())
                            : connection
                                .preparedQuery(OF_NODE)
                                .execute(Tuple.of(agent.value()))
                                .map(nodes -> Optional.of(client(agent, rows, nodes)))));
  }

  @Override
  public Uni<Optional<Lineage>> lineage(NodeId node) {
    return lineage(OF_NODE, Tuple.of(node.value()));
  }

  @Override
  public Uni<Optional<Lineage>> delegation(NodeId parent, NodeId actor) {
    return lineage(OF_DELEGATION, Tuple.of(parent.value(), actor.value()));
  }

  private Uni<Optional<Lineage>> lineage(String query, Tuple values) {
    return pool.preparedQuery(query)
        .execute(values)
        .map(rows -> rows.size() == 0 ? Optional.empty() : Optional.of(lineage(rows)));
  }

  private static Client client(NodeId id, RowSet<Row> agentRows, RowSet<Row> nodeRows) {
    Lineage lineage = lineage(nodeRows);
    Row first = agentRows.iterator().next();
    Fence older = new Fence(Math.min(first.getLong("fence"), lineage.asOf().seq()));
    List<Credential> credentials = new ArrayList<>();
    agentRows.forEach(row -> credentials.add(credential(id, row)));
    Agent agent =
        new Agent(
            id,
            first.getString("name"),
            AgentKind.named(first.getString("kind")).orElseThrow(),
            first.getString("purpose"),
            Optional.ofNullable(first.getString("vendor")),
            AgentRow.codeRoot(
                first.getString("code_repository"),
                first.getString("code_commit"),
                first.getString("code_image")),
            lineage.node());
    return new Client(agent, credentials, new Lineage(lineage.nodes(), older));
  }

  private static Lineage lineage(RowSet<Row> rows) {
    List<Node> nodes = new ArrayList<>();
    rows.forEach(row -> nodes.add(node(row)));
    return new Lineage(nodes, new Fence(rows.iterator().next().getLong("fence")));
  }

  private static Credential credential(NodeId agent, Row row) {
    return new Credential(
        new CredentialId(row.getLong("id")),
        agent,
        Jwk.parse(row.getJsonObject("jwk").getMap()),
        state(row),
        row.getOffsetDateTime("created_at").toInstant());
  }

  private static Node node(Row row) {
    return new Node(
        new NodeId(row.getLong("id")),
        NodeKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        LineageBytes.read(row.getBuffer("lineage").getBytes()),
        new Ceiling(
            Extent.ofColumn(row.getArrayOfStrings("scopes")),
            Extent.ofColumn(row.getArrayOfStrings("resources")),
            Duration.ofSeconds(row.getInteger("max_ttl")),
            row.getInteger("max_depth"),
            row.getInteger("max_children")),
        state(row),
        Optional.ofNullable(row.getOffsetDateTime("expires_at")).map(OffsetDateTime::toInstant),
        Optional.ofNullable(row.getLong("actor")).map(NodeId::new),
        row.getBoolean("standing"),
        row.getOffsetDateTime("created_at").toInstant());
  }

  private static NodeState state(Row row) {
    return NodeState.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
  }
}
