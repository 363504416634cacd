package dev.avowry.revocation;

import dev.avowry.kernel.NodeId;
import java.util.Optional;

/**
 * What has nothing below it: a credential, a key by which is signed for an agent, a token that has
 * not expired, or trust in an outside issuer.
 *
 * @param id as an entry names it
 * @param node the agent whose credential or key it is, or the node under which the token was
 *     minted; empty for trust, which hangs on no node
 * @param status of a token: revoked when an entry names it, else live
 */
public record Leaf(String id, Optional<NodeId> node, Status status) {
  Leaf in(Status changed) {
    return new Leaf(id, node, changed);
  }
}
