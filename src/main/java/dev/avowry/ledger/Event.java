package dev.avowry.ledger;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.TokenId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that happened, as the ledger keeps it for ever. Carries no secret.
 *
 * @param type what happened
 * @param actor who did it: an agent, a sponsor, or {@code avowry} itself
 * @param agent the agent it concerns
 * @param sponsor the human who answers for it
 * @param node the point in the tree of authority that it concerns
 * @param path the path of the token that was used or made; empty when there was none
 * @param jti the token that was used or made
 * @param target what was acted on when that is not a node: a key, a resource, a credential
 * @param decision whether it was granted
 * @param reason why, in a word or a sentence
 * @param detail what else is worth keeping, by name
 * @param origin where the request came from
 */
public record Event(
    EventType type,
    String actor,
    Optional<NodeId> agent,
    Optional<NodeId> sponsor,
    Optional<NodeId> node,
    List<String> path,
    Optional<TokenId> jti,
    Optional<String> target,
    Decision decision,
    String reason,
    Map<String, String> detail,
    Origin origin) {
  /** The version of the row's shape; readers switch over it. */
  public static final int SCHEMA_VERSION = 1;

  /** The actor of what Avowry does of its own accord. */
  public static final String ITSELF = "avowry";

  public Event {
    path = List.copyOf(path);
    detail = Map.copyOf(detail);
  }

  /** Whether what was asked for was done. */
  public enum Decision {
    GRANTED,
    REFUSED
  }

  /** An event that was granted and of which only this much is known yet. */
  public static Event of(EventType type, String actor, Origin origin) {
    return new Event(
        type,
        actor,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Decision.GRANTED,
        "",
        Map.of(),
        origin);
  }

  /** The same, concerning an agent, which is a node. */
  public Event onAgent(NodeId id) {
    return new Event(
        type,
        actor,
        Optional.of(id),
        sponsor,
        Optional.of(id),
        path,
        jti,
        target,
        decision,
        reason,
        detail,
        origin);
  }

  /** The same, with the human who answers. */
  public Event under(NodeId id) {
    return new Event(
        type,
        actor,
        agent,
        Optional.of(id),
        node,
        path,
        jti,
        target,
        decision,
        reason,
        detail,
        origin);
  }

  /** The same, concerning a node. */
  public Event onNode(NodeId id) {
    return new Event(
        type,
        actor,
        agent,
        sponsor,
        Optional.of(id),
        path,
        jti,
        target,
        decision,
        reason,
        detail,
        origin);
  }

  /** The same, with the token that was used or made. */
  public Event withToken(TokenId token, List<String> tokenPath) {
    return new Event(
        type,
        actor,
        agent,
        sponsor,
        node,
        tokenPath,
        Optional.of(token),
        target,
        decision,
        reason,
        detail,
        origin);
  }

  /** The same, acting on something that is not a node. */
  public Event onTarget(String id) {
    return new Event(
        type,
        actor,
        agent,
        sponsor,
        node,
        path,
        jti,
        Optional.of(id),
        decision,
        reason,
        detail,
        origin);
  }

  /** The same, with a reason. */
  public Event because(String why) {
    return new Event(
        type, actor, agent, sponsor, node, path, jti, target, decision, why, detail, origin);
  }

  /** The same, refused. */
  public Event refused(String why) {
    return new Event(
        type,
        actor,
        agent,
        sponsor,
        node,
        path,
        jti,
        target,
        Decision.REFUSED,
        why,
        detail,
        origin);
  }

  /** The same, with more detail in place of what it had. */
  public Event with(Map<String, String> more) {
    return new Event(
        type, actor, agent, sponsor, node, path, jti, target, decision, reason, more, origin);
  }
}
