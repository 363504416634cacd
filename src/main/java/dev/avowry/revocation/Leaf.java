package dev.avowry.revocation;

import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import java.util.Optional;

/**
 * What hangs on a node and has nothing below it: a credential, or a token that has not expired.
 *
 * @param id as an entry names it
 * @param node the agent whose credential it is, or the node under which the token was minted
 * @param state of a token: revoked when an entry names it, else live
 * @param last the entry that brought the state about
 */
public record Leaf(String id, NodeId node, NodeState state, Optional<Mark> last) {
  Leaf in(NodeState changed, Optional<Mark> mark) {
    return new Leaf(id, node, changed, mark);
  }
}
