package dev.avowry.token;

import dev.avowry.agent.AuthorizationDetails;
import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Lineage;
import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.SingleUse;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a human has lent to an agent, as far as one code or one refresh token goes.
 *
 * @param authority the human's node, and the grant's below it
 * @param clientId as the agent calls itself, for whom the ID token is
 * @param scopes all that this one is good for; those that say who the human is among them
 * @param resources for which resource servers; none means Avowry's own
 * @param authorizationDetails all that it is good for in particular
 * @param requestedActor the agent that may exchange its tokens, if the human was told of one
 * @param login how the human was there
 * @param refreshes whether the agent may come back without them
 * @param use what is used up by it
 */
public record Loan(
    Lineage authority,
    String clientId,
    Set<String> scopes,
    List<String> resources,
    AuthorizationDetails authorizationDetails,
    Optional<NodeId> requestedActor,
    Login login,
    boolean refreshes,
    SingleUse use) {
  public Loan {
    scopes = Set.copyOf(scopes);
    resources = List.copyOf(resources);
  }

  /** The grant's node: what is taken back. */
  public NodeId grant() {
    return authority.node().id();
  }

  /** The human's node. */
  public NodeId human() {
    return authority.sponsor().id();
  }

  /** Whether the agent is told who the human is. */
  public boolean identifies() {
    return scopes.contains(IdentityScope.OPENID.code());
  }

  /** A ceiling, and besides what this loan tells of the human, which no ceiling has. */
  Ceiling over(Ceiling authorized) {
    return new Ceiling(
        authorized.scopes().with(IdentityScope.of(scopes)),
        authorized.resources(),
        authorized.maxTtl(),
        authorized.maxDepth(),
        authorized.maxChildren(),
        authorized.authorizationDetails());
  }
}
