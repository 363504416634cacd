package dev.avowry.bench;

import dev.avowry.bench.target.ClientKey;
import dev.avowry.bench.target.Database;
import dev.avowry.kernel.NodeId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that would take hours to come by over HTTP, written straight into Avowry's tables. The only
 * place of the benchmark that knows them.
 */
final class BulkRows {
  /** Random, and never beginning with ff. */
  private static final String ID =
      "('x' || lpad(substr(md5(random()::text || i::text), 1, 14), 16, '0'))::bit(64)::bigint";

  private static final String BELOW =
      "from node n join node r on r.id = ? where n.lineage > r.lineage and n.lineage < r.lineage || '\\xff'::bytea";

  private final Database database;

  BulkRows(Database database) {
    this.database = database;
  }

  /**
   * Writes a tree of live agents below one, two levels deep, each with the key.
   *
   * @param root an agent's id
   */
  void tree(String root, int branches, int leaves, ClientKey key) throws SQLException {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      level(connection, root, "p.id = ?", branches, leaves + 1);
      level(connection, root, "p.parent = ? and p.kind = 'agent'", leaves, 1);
      count(connection, root, branches, (long) branches * (leaves + 1));
      register(connection, root, key);
      connection.commit();
      connection.setAutoCommit(true);
      run(connection, "vacuum analyze node");
      run(connection, "analyze agent, credential");
    }
  }

  private static void level(
      Connection connection, String root, String parents, int perParent, long tally)
      throws SQLException {
    String sql =
        """
        insert into node (id, kind, parent, lineage, scopes, resources, max_ttl, max_depth,
          max_children, state, children, live_agents, live_delegations, standing, created_at)
        select made.id, 'agent', p.id, p.lineage || int8send(made.id), array['read'], p.resources,
               300, greatest(p.max_depth - 1, 0), 1000000, 'live', 0, %d, 0, false, now()
        from node p cross join lateral (
          select %s as id from generate_series(1, %d) i where p.id is not null) made
        where %s
        """
            .formatted(tally, ID, perParent, parents);
    run(connection, sql, number(root));
  }

  private static void count(Connection connection, String root, int branches, long all)
      throws SQLException {
    run(connection, "update node set children = children + ? where id = ?", branches, number(root));
    run(
        connection,
        """
        update node set live_agents = live_agents + ?
        where id = ? or id = (select parent from node where id = ?)
        """,
        all,
        number(root),
        number(root));
  }

  private static void register(Connection connection, String root, ClientKey key)
      throws SQLException {
    run(
        connection,
        """
        insert into agent (id, sponsor, name, kind, purpose, created_at)
        select n.id, (select sponsor from agent where id = r.id), 'one of many', 'ai_agent',
               'is many', now()
        """
            + BELOW,
        number(root));
    run(
        connection,
        """
        insert into credential (id, agent, detail, thumbprint, state, created_at)
        select n.id, n.id, ?::jsonb, ?, 'live', now()
        """
            + BELOW,
        key.jwk().encode(),
        key.thumbprint(),
        number(root));
  }

  /** Who is below the agent, in no order. */
  List<String> below(String root) throws SQLException {
    return ids(root, BELOW);
  }

  /** Who is below the agent and has nobody below, in no order. */
  List<String> leaves(String root) throws SQLException {
    return ids(root, BELOW + " and n.children = 0");
  }

  private List<String> ids(String root, String which) throws SQLException {
    List<String> ids = new ArrayList<>();
    try (Connection connection = database.connect();
        PreparedStatement statement =
            connection.prepareStatement("select n.id " + which + " order by random()")) {
      statement.setLong(1, number(root));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          ids.add(new NodeId(rows.getLong(1)).toString());
        }
      }
    }
    return ids;
  }

  /**
   * Writes what would be left of that many mints for agents below one, and says how many it wrote.
   */
  int liveTokens(String root, int count) throws SQLException {
    try (Connection connection = database.connect()) {
      int written =
          run(
              connection,
              """
          insert into issued_token (jti, node, path, classes, fence, expires_at, slot)
          select gen_random_uuid(), n.id, array[?, n.id], '{*}', (select seq from revocation_head), t.at, slot_of(t.at)
          from (select n.id, row_number() over () - 1 as place, count(*) over () as agents %s) n
          join generate_series(1, ?) i on i %% n.agents = n.place,
               (select now() + interval '14 minutes' as at) t
          """
                  .formatted(BELOW),
              number(root),
              number(root),
              count);
      run(connection, "vacuum analyze issued_token");
      return written;
    }
  }

  /** How many rows the ledger has. */
  long ledgerRows() throws SQLException {
    return Long.parseLong(database.ask("select count(*) from ledger_event"));
  }

  /** How many entries the database has not dropped. */
  long entryRows() throws SQLException {
    return Long.parseLong(database.ask("select count(*) from revocation_entry"));
  }

  /** How many agents there are. */
  long agents() throws SQLException {
    return Long.parseLong(database.ask("select count(*) from agent"));
  }

  private static long number(String id) {
    return NodeId.parse(id).orElseThrow().value();
  }

  private static int run(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.execute();
      return statement.getUpdateCount();
    }
  }
}
