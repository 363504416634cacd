package dev.avowry.revocation;

import dev.avowry.kernel.NodeId;

/**
 * What hangs on a node and has nothing below it: a credential, or a token that has not expired.
 *
 * @param id as an entry names it
 * @param node the agent whose credential it is, or the node under which the token was minted
 * @param status of a token: revoked when an entry names it, else live
 */
public record Leaf(String id, NodeId node, Status status) {
  Leaf in(Status changed) {
    return new Leaf(id, node, changed);
  }
}
