package dev.avowry.agent;

import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** Keeps roles of agents; all but the reading inside of the transaction that is under way. */
public interface AgentRoleStore {
  /** Adds one; false when there is one of that name. */
  Uni<Boolean> add(AgentRole role);

  /** All of them, by name; there are as many as an organisation has sorts of agents. */
  Uni<List<AgentRole>> all();

  /** One of them, for whoever only looks. */
  Uni<Optional<AgentRole>> find(NodeId id);

  /** Who has it, by their assignments' ids; those from whom it was taken left out. */
  Uni<List<RoleHolder>> holders(NodeId role, Optional<NodeId> after, int most);

  /** The role, which nobody else changes until the transaction ends. */
  Uni<Optional<AgentRole>> locked(NodeId id);

  /** Gives it another ceiling. */
  Uni<Void> put(NodeId id, Ceiling ceiling);

  /**
   * The node by which the agent has the role, if it has not been taken from it. Whoever asks for
   * the same meanwhile waits for the end of the transaction.
   */
  Uni<Optional<Node>> assignment(NodeId role, NodeId agent);

  /** All by which the agent has roles, with the names of these; those that were taken left out. */
  Uni<List<NamedAssignment>> assignments(NodeId agent);

  /**
   * By which an agent has a role.
   *
   * @param role the role's name
   * @param effective whether it is live, and the role too
   */
  record NamedAssignment(String role, Node node, boolean effective) {}
}
