package dev.avowry.agent.store;

import dev.avowry.agent.Ceiling;
import dev.avowry.agent.DetailExtent;
import dev.avowry.agent.Extent;
import dev.avowry.agent.Halt;
import dev.avowry.agent.HeldRoles;
import dev.avowry.agent.Node;
import dev.avowry.agent.NodeKind;
import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.Event;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A row of {@code node}. */
@Entity
@Table(name = "node")
@NullUnmarked
class NodeRow extends PanacheEntityBase {
  @Id long id;
  String kind;
  Long parent;
  byte[] lineage;
  String @Nullable [] scopes;
  String @Nullable [] resources;

  @Column(name = "authorization_details")
  @Nullable String authorizationDetails;

  @Column(name = "max_ttl")
  int maxTtl;

  @Column(name = "max_depth")
  int maxDepth;

  @Column(name = "max_children")
  int maxChildren;

  String state;
  String[] halts;

  @Column(name = "state_at")
  Instant stateAt;

  @Column(name = "state_by")
  String stateBy;

  @Column(name = "state_person")
  Long statePerson;

  @Column(name = "state_reason")
  String stateReason;

  int children;

  @Column(name = "live_agents")
  long liveAgents;

  @Column(name = "live_delegations")
  long liveDelegations;

  Long actor;
  boolean standing;

  @Column(name = "by_roles")
  boolean byRoles;

  @Column(name = "expires_at")
  Instant expiresAt;

  @Column(name = "created_at")
  Instant createdAt;

  static NodeRow of(Node node) {
    NodeRow row = new NodeRow();
    row.id = node.id().value();
    row.kind = node.kind().name().toLowerCase(Locale.ROOT);
    row.parent = node.parent().map(NodeId::value).orElse(null);
    row.lineage = LineageBytes.write(node.lineage());
    row.setCeiling(node.ceiling());
    row.setState(node);
    row.liveAgents = node.kind() == NodeKind.AGENT ? 1 : 0;
    row.liveDelegations = node.kind().isInHands() ? 1 : 0;
    row.actor = node.actor().map(NodeId::value).orElse(null);
    row.standing = node.standing();
    row.byRoles = node.roles().isPresent();
    row.expiresAt = node.expiresAt().orElse(null);
    row.createdAt = node.createdAt();
    return row;
  }

  void setCeiling(Ceiling ceiling) {
    scopes = ceiling.scopes().toColumn();
    resources = ceiling.resources().toColumn();
    authorizationDetails = ceiling.authorizationDetails().toColumn();
    maxTtl = (int) ceiling.maxTtl().toSeconds();
    maxDepth = ceiling.maxDepth();
    maxChildren = ceiling.maxChildren();
  }

  /** What is made suspended waits for its sponsor's word; nothing else is made so. */
  private void setState(Node node) {
    state = node.state().name().toLowerCase(Locale.ROOT);
    halts = new String[0];
    if (node.state() != NodeState.LIVE) {
      halts = new String[] {Halt.UNACCEPTED.code()};
      stateAt = node.createdAt();
      stateBy = Event.ITSELF;
      statePerson = node.sponsor().value();
      stateReason = Halt.UNACCEPTED.code();
    }
  }

  /** Without the roles that it has, which are no columns of it. */
  Node toNode() {
    return new Node(
        new NodeId(id),
        NodeKind.valueOf(kind.toUpperCase(Locale.ROOT)),
        LineageBytes.read(lineage),
        new Ceiling(
            Extent.ofColumn(scopes),
            Extent.ofColumn(resources),
            Duration.ofSeconds(maxTtl),
            maxDepth,
            maxChildren,
            DetailExtent.ofColumn(authorizationDetails)),
        NodeState.valueOf(state.toUpperCase(Locale.ROOT)),
        Optional.ofNullable(expiresAt),
        Optional.ofNullable(actor).map(NodeId::new),
        standing,
        createdAt,
        byRoles ? Optional.of(HeldRoles.NONE) : Optional.empty());
  }
}
