package dev.avowry.revocation.store;

import dev.avowry.agent.NodeKind;
import dev.avowry.agent.NodeState;
import dev.avowry.kernel.CredentialId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.TokenId;
import dev.avowry.ledger.Fence;
import dev.avowry.revocation.Branch;
import dev.avowry.revocation.Found;
import dev.avowry.revocation.Leaf;
import dev.avowry.revocation.Mark;
import dev.avowry.revocation.Target;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Reads targets as they stand, with the tree above them. Its statements are sent at once, and only
 * those that the targets need.
 */
final class TargetRows {
  /** At least one row, for the head. */
  private static final String BRANCHES =
      """
      with recursive aimed (id) as (
        select unnest($1::bigint[])
        union select agent from credential where id = any($2)
        union select node from issued_token where jti = any($3) and expires_at > now()
      ), up as (
        select n.id, n.parent from aimed join node n using (id)
        union
        select p.id, p.parent from node p join up on p.id = up.parent
      )
      select h.seq as head, n.id, n.kind, n.parent, n.state, n.state_seq, n.state_at,
             n.live_agents, n.live_delegations
      from revocation_head h left join (up join node n using (id)) on true
      """;

  private static final String CREDENTIALS =
      "select id, agent as node, state, state_seq, state_at from credential where id = any($1)";

  /** A token is known as long as it has not expired. */
  private static final String TOKENS =
      """
      select t.jti, t.node, case when e.seq is null then 'live' else 'revoked' end as state,
             e.seq as state_seq, e.at as state_at
      from issued_token t left join revocation_entry e on e.id = token_id(t.jti)
      where t.jti = any($1) and t.expires_at > now()
      """;

  private final Long[] nodes;
  private final Long[] credentials;
  private final UUID[] tokens;

  TargetRows(List<Target> targets) {
    List<Long> wantedNodes = new ArrayList<>();
    List<Long> wantedCredentials = new ArrayList<>();
    List<UUID> wantedTokens = new ArrayList<>();
    for (Target target : targets) {
      switch (target) {
        case Target.OfNode node -> wantedNodes.add(node.node().value());
        case Target.OfCredential key -> wantedCredentials.add(key.credential().value());
        case Target.OfToken token -> wantedTokens.add(token.token().bits());
      }
    }
    this.nodes = wantedNodes.toArray(Long[]::new);
    this.credentials = wantedCredentials.toArray(Long[]::new);
    this.tokens = wantedTokens.toArray(UUID[]::new);
  }

  Uni<Found> read(SqlClient connection) {
    Uni<RowSet<Row>> branches =
        connection.preparedQuery(BRANCHES).execute(Tuple.of(nodes, credentials, tokens));
    Uni<List<Leaf>> keys =
        credentials.length == 0
            ? Uni.createFrom().item(List.of())
            : connection
                .preparedQuery(CREDENTIALS)
                .execute(Tuple.of((Object) credentials))
                .map(rows -> leaves(rows, row -> new CredentialId(row.getLong("id")).toString()));
    Uni<List<Leaf>> issued =
        tokens.length == 0
            ? Uni.createFrom().item(List.of())
            : connection
                .preparedQuery(TOKENS)
                .execute(Tuple.of((Object) tokens))
                .map(rows -> leaves(rows, row -> TokenId.of(row.getUUID("jti")).value()));
    return Uni.combine().all().unis(branches, keys, issued).with(TargetRows::found);
  }

  private static Found found(RowSet<Row> rows, List<Leaf> credentials, List<Leaf> tokens) {
    List<Branch> branches = new ArrayList<>();
    for (Row row : rows) {
      if (row.getLong("id") != null) {
        branches.add(branch(row));
      }
    }
    List<Leaf> leaves = new ArrayList<>(credentials);
    leaves.addAll(tokens);
    return new Found(new Fence(rows.iterator().next().getLong("head")), branches, leaves);
  }

  private static Branch branch(Row row) {
    return new Branch(
        new NodeId(row.getLong("id")),
        NodeKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.getLong("parent")).map(NodeId::new),
        state(row),
        mark(row),
        row.getLong("live_agents"),
        row.getLong("live_delegations"));
  }

  private static List<Leaf> leaves(RowSet<Row> rows, Function<Row, String> id) {
    List<Leaf> leaves = new ArrayList<>();
    for (Row row : rows) {
      leaves.add(new Leaf(id.apply(row), new NodeId(row.getLong("node")), state(row), mark(row)));
    }
    return leaves;
  }

  private static NodeState state(Row row) {
    return NodeState.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
  }

  private static Optional<Mark> mark(Row row) {
    Long seq = row.getLong("state_seq");
    OffsetDateTime at = row.getOffsetDateTime("state_at");
    return seq == null || at == null
        ? Optional.empty()
        : Optional.of(new Mark(seq, at.toInstant()));
  }
}
