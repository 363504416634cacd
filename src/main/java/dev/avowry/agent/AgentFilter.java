package dev.avowry.agent;

import dev.avowry.kernel.NodeId;
import java.util.Optional;

/**
 * Which agents are wanted; absent means all.
 *
 * @param below only agents below this node
 * @param sponsor only agents that this sponsor answers for
 * @param kind only agents of this kind
 * @param state only agents whose own node has this state
 * @param name only agents whose name contains this, whatever the case
 */
public record AgentFilter(
    Optional<NodeId> below,
    Optional<NodeId> sponsor,
    Optional<AgentKind> kind,
    Optional<NodeState> state,
    Optional<String> name) {
  public AgentFilter {
    name.ifPresent(part -> Text.visible("name", part));
  }
}
