package dev.avowry.agent.store;

import dev.avowry.agent.AgentRole;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code agent_role}, with its node. */
@Entity
@Table(name = "agent_role")
@NullUnmarked
class AgentRoleRow extends PanacheEntityBase {
  @Id long id;
  String name;
  String description;

  @OneToOne(fetch = FetchType.EAGER)
  @JoinColumn(name = "id", insertable = false, updatable = false)
  NodeRow node;

  /** Its holders are what is in hands below it. */
  AgentRole toRole() {
    return new AgentRole(name, description, node.toNode(), node.liveDelegations);
  }
}
