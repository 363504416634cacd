package dev.avowry.revocation.store;

import dev.avowry.agent.Ceiling;
import dev.avowry.agent.DetailExtent;
import dev.avowry.agent.Extent;
import dev.avowry.agent.Halt;
import dev.avowry.agent.NodeKind;
import dev.avowry.agent.NodeState;
import dev.avowry.kernel.CredentialId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.OrderId;
import dev.avowry.kernel.SigningKeyId;
import dev.avowry.kernel.TokenId;
import dev.avowry.kernel.TrustId;
import dev.avowry.ledger.Fence;
import dev.avowry.revocation.Author;
import dev.avowry.revocation.Branch;
import dev.avowry.revocation.Found;
import dev.avowry.revocation.Leaf;
import dev.avowry.revocation.Leave;
import dev.avowry.revocation.Mark;
import dev.avowry.revocation.Order;
import dev.avowry.revocation.Sort;
import dev.avowry.revocation.Status;
import dev.avowry.revocation.Target;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

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
        union select agent from agent_signing_key where id = any($4)
        union select node from issued_token where jti = any($3) and expires_at > now()
      ), up as (
        select n.id, n.parent from aimed join node n using (id)
        union
        select p.id, p.parent from node p join up on p.id = up.parent
      )
      select h.seq as head, n.id, n.kind, n.parent, n.scopes, n.resources, n.max_ttl, n.max_depth,
             n.max_children, n.authorization_details, n.state, n.state_seq, n.state_at, n.state_by, n.state_person,
             n.state_reason, n.halts, n.live_agents, n.live_delegations
      from revocation_head h left join (up join node n using (id)) on true
      """;

  private static final String CREDENTIALS =
      """
      select id, agent as node, state, state_seq, state_at, state_by, state_person, state_reason
      from credential where id = any($1)
      """;

  private static final String SIGNING_KEYS =
      """
      select id, agent as node, state, state_seq, state_at, state_by, state_person, state_reason
      from agent_signing_key where id = any($1)
      """;

  private static final String TRUSTS =
      """
      select id, state, state_seq, state_at, state_by, state_person, state_reason
      from trusted_issuer where id = any($1)
      union all
      select id, state, state_seq, state_at, state_by, state_person, state_reason
      from federation_rule where id = any($1)
      """;

  /** A token is known as long as it has not expired. */
  private static final String TOKENS =
      """
      select t.jti, t.node, case when e.seq is null then 'live' else 'revoked' end as state,
             e.seq as state_seq, e.at as state_at, cast(null as text) as state_by,
             cast(null as bigint) as state_person, cast(null as text) as state_reason
      from issued_token t left join revocation_entry e on e.id = token_id(t.jti)
      where t.jti = any($1) and t.expires_at > now()
      """;

  /** A class is always there. */
  private static final String SORTS =
      """
      select c.id, case when s.id is null then 'live' else 'suspended' end as state,
             s.seq as state_seq, s.at as state_at, s.by as state_by, s.person as state_person,
             s.reason as state_reason
      from unnest($1::text[]) c (id) left join class_suspension s using (id)
      """;

  /** Under the lock, so that of two approvals one is late. */
  private static final String WAITING =
      """
      select id from kept_order where id = any($1) and state = 'waiting' and expires_at > now()
      """;

  private final Set<Long> nodes = new LinkedHashSet<>();
  private final Set<Long> credentials = new LinkedHashSet<>();
  private final Set<Long> signingKeys = new LinkedHashSet<>();
  private final Set<Long> trusts = new LinkedHashSet<>();
  private final Set<UUID> tokens = new LinkedHashSet<>();
  private final Set<String> sorts = new LinkedHashSet<>();
  private final Set<Long> kept = new LinkedHashSet<>();

  TargetRows(List<Order> orders) {
    for (Order order : orders) {
      aim(order.target());
      if (order.leave() instanceof Leave.Approved approved) {
        kept.add(approved.order().value());
      }
    }
  }

  private void aim(Target target) {
    switch (target) {
      case Target.OfNode node -> nodes.add(node.node().value());
      case Target.OfCredential key -> credentials.add(key.credential().value());
      case Target.OfSigningKey key -> signingKeys.add(key.key().value());
      case Target.OfTrust of -> trusts.add(of.trust().value());
      case Target.OfToken token -> tokens.add(token.token().bits());
      case Target.OfClass of -> sorts.add(of.tokens().id());
    }
  }

  Uni<Found> read(SqlClient connection) {
    Uni<RowSet<Row>> branches =
        connection
            .preparedQuery(BRANCHES)
            .execute(Tuple.of(numbers(nodes), numbers(credentials), uuids(), numbers(signingKeys)));
    return Uni.combine()
        .all()
        .unis(
            branches,
            rows(connection, CREDENTIALS, numbers(credentials), TargetRows::credential),
            rows(connection, SIGNING_KEYS, numbers(signingKeys), TargetRows::signingKey),
            rows(connection, TRUSTS, numbers(trusts), TargetRows::trust),
            rows(connection, TOKENS, uuids(), TargetRows::token),
            rows(connection, SORTS, sorts.toArray(String[]::new), TargetRows::sort),
            rows(connection, WAITING, numbers(kept), row -> new OrderId(row.getLong("id"))))
        .with(TargetRows::found);
  }

  private static <T> Uni<List<T>> rows(
      SqlClient connection, String sql, Object[] wanted, Function<Row, T> each) {
    return wanted.length == 0
        ? Uni.createFrom().item(List.of())
        : connection
            .preparedQuery(sql)
            .execute(Tuple.of((Object) wanted))
            .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(each).toList());
  }

  private static Long[] numbers(Set<Long> values) {
    return values.toArray(Long[]::new);
  }

  private UUID[] uuids() {
    return tokens.toArray(UUID[]::new);
  }

  private static Found found(
      RowSet<Row> rows,
      List<Leaf> credentials,
      List<Leaf> signingKeys,
      List<Leaf> trusts,
      List<Leaf> tokens,
      List<Sort> sorts,
      List<OrderId> waiting) {
    List<Branch> branches = new ArrayList<>();
    for (Row row : rows) {
      if (row.getLong("id") != null) {
        branches.add(branch(row));
      }
    }
    List<Leaf> leaves = new ArrayList<>(credentials);
    leaves.addAll(signingKeys);
    leaves.addAll(trusts);
    leaves.addAll(tokens);
    Fence head = new Fence(rows.iterator().next().getLong("head"));
    return new Found(head, branches, leaves, sorts, Set.copyOf(waiting));
  }

  private static Branch branch(Row row) {
    return new Branch(
        new NodeId(row.getLong("id")),
        NodeKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.getLong("parent")).map(NodeId::new),
        new Ceiling(
            Extent.ofColumn(row.getArrayOfStrings("scopes")),
            Extent.ofColumn(row.getArrayOfStrings("resources")),
            Duration.ofSeconds(row.getInteger("max_ttl")),
            row.getInteger("max_depth"),
            row.getInteger("max_children"),
            DetailExtent.ofColumn(row.getString("authorization_details"))),
        new Status(state(row), halts(row), mark(row), author(row)),
        row.getLong("live_agents"),
        row.getLong("live_delegations"));
  }

  private static Leaf credential(Row row) {
    return new Leaf(new CredentialId(row.getLong("id")).toString(), node(row), status(row));
  }

  private static Leaf signingKey(Row row) {
    return new Leaf(new SigningKeyId(row.getLong("id")).toString(), node(row), status(row));
  }

  private static Leaf trust(Row row) {
    return new Leaf(new TrustId(row.getLong("id")).toString(), Optional.empty(), status(row));
  }

  private static Leaf token(Row row) {
    return new Leaf(TokenId.of(row.getUUID("jti")).value(), node(row), status(row));
  }

  private static Sort sort(Row row) {
    return new Sort(row.getString("id"), status(row), Optional.empty());
  }

  private static Optional<NodeId> node(Row row) {
    return Optional.of(new NodeId(row.getLong("node")));
  }

  private static Status status(Row row) {
    return new Status(state(row), mark(row), author(row));
  }

  private static NodeState state(Row row) {
    return NodeState.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
  }

  private static Set<Halt> halts(Row row) {
    return Stream.of(row.getArrayOfStrings("halts"))
        .map(code -> Halt.named(code).orElseThrow())
        .collect(Collectors.toSet());
  }

  private static Optional<Author> author(Row row) {
    String by = row.getString("state_by");
    return by == null
        ? Optional.empty()
        : Optional.of(
            new Author(by, new NodeId(row.getLong("state_person")), row.getString("state_reason")));
  }

  private static Optional<Mark> mark(Row row) {
    Long seq = row.getLong("state_seq");
    OffsetDateTime at = row.getOffsetDateTime("state_at");
    return seq == null || at == null
        ? Optional.empty()
        : Optional.of(new Mark(seq, at.toInstant()));
  }
}
