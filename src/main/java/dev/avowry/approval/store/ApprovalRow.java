package dev.avowry.approval.store;

import dev.avowry.approval.ApprovalRequest;
import dev.avowry.approval.ApprovalStore.Collectable;
import dev.avowry.approval.ApprovalStore.Grant;
import dev.avowry.authn.Binding;
import dev.avowry.kernel.ApprovalId;
import dev.avowry.kernel.NodeId;
import dev.avowry.token.Login;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code approval_request}, but for its hash and its polls. */
@Entity
@Table(name = "approval_request")
@NullUnmarked
class ApprovalRow extends PanacheEntityBase {
  @Id long id;
  long agent;
  long human;
  String[] scopes;
  String[] resources;
  String message;
  String confirmation;

  @Column(name = "confirmation_value")
  String confirmationValue;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "expires_at")
  Instant expiresAt;

  String state;

  @Column(name = "decided_at")
  Instant decidedAt;

  @Column(name = "grant_node")
  Long grantNode;

  @Column(name = "authenticated_at")
  Instant authenticatedAt;

  String[] methods;

  @Column(name = "collect_until")
  Instant collectUntil;

  ApprovalRequest toRequest() {
    return new ApprovalRequest(
        new ApprovalId(id),
        new NodeId(agent),
        new NodeId(human),
        Set.of(scopes),
        List.of(resources),
        Optional.ofNullable(message),
        Optional.ofNullable(confirmation).flatMap(name -> Binding.of(name, confirmationValue)),
        createdAt,
        expiresAt,
        ApprovalRequest.State.named(state).orElseThrow());
  }

  Collectable toCollectable() {
    return new Collectable(toRequest(), Optional.ofNullable(grantNode).map(this::toGrant));
  }

  private Grant toGrant(long node) {
    return new Grant(
        new NodeId(node),
        new Login(authenticatedAt, List.of(methods), Optional.empty(), Set.of()),
        collectUntil);
  }
}
