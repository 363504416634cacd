package dev.avowry.agent.store;

import static java.util.stream.Collectors.toMap;

import dev.avowry.agent.AgentRole;
import dev.avowry.agent.AgentRoleStore;
import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Node;
import dev.avowry.agent.NodeState;
import dev.avowry.agent.RoleHolder;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.store.Statement;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Roles of agents, by Panache: each is a node, and so is each agent's having it. */
@ApplicationScoped
class PgAgentRoleStore implements AgentRoleStore {
  private static final String HELD = "kind = 'assignment' and state <> 'revoked' and actor = ?1";

  @Override
  public Uni<Boolean> add(AgentRole role) {
    return NodeRow.of(role.node())
        .persistAndFlush()
        .chain(
            () ->
                Statement.execute(
                    "insert into agent_role (id, name, description) values (?1, ?2, ?3)",
                    role.node().id().value(),
                    role.name(),
                    role.description()))
        .replaceWith(true)
        .onFailure(ConstraintViolationException.class)
        .recoverWithItem(false);
  }

  @Override
  @WithSession
  public Uni<List<AgentRole>> all() {
    return AgentRoleRow.<AgentRoleRow>list("order by name")
        .map(rows -> rows.stream().map(AgentRoleRow::toRole).toList());
  }

  @Override
  @WithSession
  public Uni<Optional<AgentRole>> find(NodeId id) {
    return AgentRoleRow.<AgentRoleRow>findById(id.value())
        .map(row -> Optional.ofNullable(row).map(AgentRoleRow::toRole));
  }

  @Override
  @WithSession
  public Uni<List<RoleHolder>> holders(NodeId role, Optional<NodeId> after, int most) {
    return Statement.select(
            Object[].class,
            """
            select n.id, n.actor, a.name, n.state, n.created_at
            from node n join agent a on a.id = n.actor
            where n.parent = ?1 and n.kind = 'assignment' and n.state <> 'revoked' and n.id > ?2
            order by n.id limit ?3
            """,
            role.value(),
            after.map(NodeId::value).orElse(Long.MIN_VALUE),
            most)
        .map(rows -> rows.stream().map(PgAgentRoleStore::holder).toList());
  }

  private static RoleHolder holder(@Nullable Object[] row) {
    return new RoleHolder(
        new NodeId((Long) Objects.requireNonNull(row[0])),
        new NodeId((Long) Objects.requireNonNull(row[1])),
        (String) Objects.requireNonNull(row[2]),
        NodeState.valueOf(((String) Objects.requireNonNull(row[3])).toUpperCase(Locale.ROOT)),
        ((OffsetDateTime) Objects.requireNonNull(row[4])).toInstant());
  }

  @Override
  public Uni<Optional<AgentRole>> locked(NodeId id) {
    return NodeRow.<NodeRow>findById(id.value(), LockModeType.PESSIMISTIC_WRITE)
        .chain(() -> AgentRoleRow.<AgentRoleRow>findById(id.value()))
        .map(row -> Optional.ofNullable(row).map(AgentRoleRow::toRole));
  }

  @Override
  public Uni<Void> put(NodeId id, Ceiling ceiling) {
    return NodeRow.<NodeRow>findById(id.value())
        .invoke(row -> row.setCeiling(ceiling))
        .chain(row -> row.persistAndFlush())
        .replaceWithVoid();
  }

  @Override
  public Uni<Optional<Node>> assignment(NodeId role, NodeId agent) {
    return NodeRow.<NodeRow>find(HELD + " and parent = ?2", agent.value(), role.value())
        .<NodeRow>firstResult()
        .map(row -> Optional.ofNullable(row).map(NodeRow::toNode));
  }

  @Override
  @WithSession
  public Uni<List<NamedAssignment>> assignments(NodeId agent) {
    return NodeRow.<NodeRow>list(HELD + " order by createdAt, id", agent.value())
        .chain(
            held ->
                AgentRoleRow.<AgentRoleRow>list(
                        "id in ?1", held.stream().map(row -> row.parent).toList())
                    .map(roles -> named(held, roles)));
  }

  private static List<NamedAssignment> named(List<NodeRow> held, List<AgentRoleRow> roles) {
    Map<Long, AgentRoleRow> byId = roles.stream().collect(toMap(role -> role.id, role -> role));
    return held.stream()
        .map(row -> named(row.toNode(), Objects.requireNonNull(byId.get(row.parent)).toRole()))
        .toList();
  }

  private static NamedAssignment named(Node assignment, AgentRole role) {
    boolean effective =
        assignment.state() == NodeState.LIVE && role.node().state() == NodeState.LIVE;
    return new NamedAssignment(role.name(), assignment, effective);
  }
}
