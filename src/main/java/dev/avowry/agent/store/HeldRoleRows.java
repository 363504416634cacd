package dev.avowry.agent.store;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import dev.avowry.agent.Ceiling;
import dev.avowry.agent.DetailExtent;
import dev.avowry.agent.Extent;
import dev.avowry.agent.HeldRoles;
import dev.avowry.agent.HeldRoles.HeldRole;
import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The roles of agents that are limited by them, as they are read along with their nodes. */
final class HeldRoleRows {
  /** Of {@code node n}; null when it is not limited by roles, so that nothing is looked for. */
  static final String COLUMN =
      """
      case when n.by_roles then (
        select coalesce(jsonb_agg(jsonb_build_object(
                 'role', r.id::text, 'assignment', h.id::text, 'scopes', r.scopes,
                 'resources', r.resources, 'max_ttl', r.max_ttl, 'max_depth', r.max_depth,
                 'max_children', r.max_children, 'details', r.authorization_details)
                 order by h.id), '[]')
        from node h join node r on r.id = h.parent
        where h.actor = n.id and h.kind = 'assignment' and h.state = 'live' and r.state = 'live')
      end as roles
      """;

  private HeldRoleRows() {}

  /** As the column has them. */
  static Optional<HeldRoles> read(@Nullable JsonArray column) {
    return Optional.ofNullable(column)
        .map(
            all ->
                new HeldRoles(
                    all.stream().map(JsonObject.class::cast).map(HeldRoleRows::held).toList()));
  }

  private static HeldRole held(JsonObject json) {
    return new HeldRole(
        new NodeId(Long.parseLong(json.getString("role"))),
        new NodeId(Long.parseLong(json.getString("assignment"))),
        new Ceiling(
            extent(json.getJsonArray("scopes")),
            extent(json.getJsonArray("resources")),
            Duration.ofSeconds(json.getInteger("max_ttl")),
            json.getInteger("max_depth"),
            json.getInteger("max_children"),
            DetailExtent.ofColumn(json.getString("details"))));
  }

  private static Extent extent(@Nullable JsonArray values) {
    return values == null
        ? Extent.any()
        : Extent.only(values.stream().map(Object::toString).collect(Collectors.toSet()));
  }

  /** The same of rows of the registry; asked for only where there is somebody limited by roles. */
  static Uni<Map<Long, HeldRoles>> of(List<NodeRow> nodes) {
    Set<Long> limited =
        nodes.stream().filter(row -> row.byRoles).map(row -> row.id).collect(Collectors.toSet());
    return limited.isEmpty()
        ? Uni.createFrom().item(Map.of())
        : NodeRow.<NodeRow>list(
                "kind = 'assignment' and state = 'live' and actor in ?1 order by id", limited)
            .chain(held -> roles(held).map(roles -> byHolder(held, roles)));
  }

  private static Uni<List<NodeRow>> roles(List<NodeRow> held) {
    return NodeRow.list(
        "id in ?1 and state = 'live'", held.stream().map(row -> row.parent).toList());
  }

  private static Map<Long, HeldRoles> byHolder(List<NodeRow> held, List<NodeRow> roles) {
    Map<Long, Ceiling> ceilings =
        roles.stream().collect(toMap(role -> role.id, role -> role.toNode().ceiling()));
    return held.stream()
        .filter(row -> ceilings.containsKey(row.parent))
        .collect(
            groupingBy(
                row -> row.actor,
                Collectors.collectingAndThen(
                    mapping(
                        row -> held(row, Objects.requireNonNull(ceilings.get(row.parent))),
                        toList()),
                    HeldRoles::new)));
  }

  private static HeldRole held(NodeRow assignment, Ceiling ceiling) {
    return new HeldRole(new NodeId(assignment.parent), new NodeId(assignment.id), ceiling);
  }
}
