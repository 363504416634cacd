package dev.avowry.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import dev.avowry.kernel.NodeId;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/**
 * A large tree of agents below one, two levels deep, written straight into the tables: registering
 * that many one by one would take longer than everything else that is tested.
 */
public final class BulkTree {
  /** Ids from a hash, never beginning with ff. */
  private static final String ID =
      "('x' || lpad(substr(md5(random()::text || i::text), 1, 14), 16, '0'))::bit(64)::bigint";

  private static final String COLUMNS =
      """
      (id, kind, parent, lineage, scopes, resources, max_ttl, max_depth, max_children, state,
       children, live_agents, live_delegations, standing, created_at)
      """;

  private final long root;
  private final Pool pool;

  private BulkTree(long root, Pool pool) {
    this.root = root;
    this.pool = pool;
  }

  /** Writes the tree: branches below the agent, and leaves below each branch. */
  public static BulkTree below(String agent, int branches, int leaves, Pool pool) {
    BulkTree tree = new BulkTree(NodeId.parse(agent).orElseThrow().value(), pool);
    tree.level("p.id = $1", branches, leaves + 1);
    tree.level("p.parent = $1 and p.kind = 'agent'", leaves, 1);
    tree.register();
    tree.count(branches, (long) branches * (leaves + 1));
    return tree;
  }

  private void level(String parents, int perParent, long tally) {
    execute(
        """
        insert into node %s
        select made.id, 'agent', p.id, p.lineage || int8send(made.id), array['read'], p.resources,
               300, greatest(p.max_depth - 1, 0), 1000000, 'live', 0, %d, 0, false, now()
        from node p cross join lateral (
          select %s as id from generate_series(1, %d) i where p.id is not null) made
        where %s
        """
            .formatted(COLUMNS, tally, ID, perParent, parents));
  }

  private void register() {
    execute(
        """
        insert into agent (id, sponsor, name, kind, purpose, created_at)
        select n.id, a.sponsor, 'one of many', 'ai_agent', 'is many', now()
        from node n join agent a on a.id = $1
        join node r on r.id = a.id
        where n.lineage > r.lineage and n.lineage < r.lineage || '\\xff'::bytea
        """);
  }

  private void count(int branches, long all) {
    execute("update node set children = children + %d where id = $1".formatted(branches));
    execute(
        """
        update node set live_agents = live_agents + %d
        where id in (select id from node where id = $1
                     union select parent from node where id = $1)
        """
            .formatted(all));
  }

  /** Some leaves' ids. */
  public List<String> leaves(int count) {
    List<String> ids = new ArrayList<>();
    pool.preparedQuery(
            """
            select n.id from node n join node p on p.id = n.parent
            where p.parent = $1 order by n.id limit $2
            """)
        .executeAndAwait(Tuple.of(root, count))
        .forEach(row -> ids.add(new NodeId(row.getLong("id")).toString()));
    return ids;
  }

  /** The last leaf, with a key by which it can authenticate. */
  public TestClient leafWithKey() {
    long leaf =
        pool.preparedQuery(
                """
                select n.id from node n join node p on p.id = n.parent
                where p.parent = $1 order by n.id desc limit 1
                """)
            .executeAndAwait(Tuple.of(root))
            .iterator()
            .next()
            .getLong("id");
    ECKey key = TestClient.newKey();
    pool.preparedQuery(
            """
            insert into credential (id, agent, detail, thumbprint, state, created_at)
            values ($1, $1, $2, $3, 'live', now())
            """)
        .executeAndAwait(
            Tuple.of(leaf, new JsonObject(key.toPublicJWK().toJSONObject()), thumbprint(key)));
    return new TestClient(new NodeId(leaf).toString(), key);
  }

  private void execute(String sql) {
    pool.preparedQuery(sql).executeAndAwait(Tuple.of(root));
  }

  private static String thumbprint(ECKey key) {
    try {
      return key.computeThumbprint().toString();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
