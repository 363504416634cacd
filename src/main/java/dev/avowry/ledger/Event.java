package dev.avowry.ledger;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.TokenId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

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
 * @param codeRoot which code the agent says it runs, where that is known
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
    Optional<String> codeRoot,
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
        Optional.empty(),
        Decision.GRANTED,
        "",
        Map.of(),
        origin);
  }

  /** The same, concerning an agent, which is a node. */
  public Event onAgent(NodeId id) {
    return copy(
        draft -> {
          draft.agent = Optional.of(id);
          draft.node = Optional.of(id);
        });
  }

  /** The same, with the human who answers. */
  public Event under(NodeId id) {
    return copy(draft -> draft.sponsor = Optional.of(id));
  }

  /** The same, concerning a node. */
  public Event onNode(NodeId id) {
    return copy(draft -> draft.node = Optional.of(id));
  }

  /** The same, with the token that was used or made. */
  public Event withToken(TokenId token, List<String> tokenPath) {
    return copy(
        draft -> {
          draft.jti = Optional.of(token);
          draft.path = tokenPath;
        });
  }

  /** The same, done by an agent that runs this code as far as it is known. */
  public Event running(Optional<String> code) {
    return copy(draft -> draft.codeRoot = code);
  }

  /** The same, acting on something that is not a node. */
  public Event onTarget(String id) {
    return copy(draft -> draft.target = Optional.of(id));
  }

  /** The same, with a reason. */
  public Event because(String why) {
    return copy(draft -> draft.reason = why);
  }

  /** The same, refused. */
  public Event refused(String why) {
    return copy(
        draft -> {
          draft.decision = Decision.REFUSED;
          draft.reason = why;
        });
  }

  /** The same, with more detail in place of what it had. */
  public Event with(Map<String, String> more) {
    return copy(draft -> draft.detail = more);
  }

  private Event copy(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.event();
  }

  /** An event while one of its parts is replaced. */
  private static final class Draft {
    private final Event before;
    private Optional<NodeId> agent;
    private Optional<NodeId> sponsor;
    private Optional<NodeId> node;
    private List<String> path;
    private Optional<TokenId> jti;
    private Optional<String> codeRoot;
    private Optional<String> target;
    private Decision decision;
    private String reason;
    private Map<String, String> detail;

    Draft(Event before) {
      this.before = before;
      this.agent = before.agent;
      this.sponsor = before.sponsor;
      this.node = before.node;
      this.path = before.path;
      this.jti = before.jti;
      this.codeRoot = before.codeRoot;
      this.target = before.target;
      this.decision = before.decision;
      this.reason = before.reason;
      this.detail = before.detail;
    }

    Event event() {
      return new Event(
          before.type,
          before.actor,
          agent,
          sponsor,
          node,
          path,
          jti,
          codeRoot,
          target,
          decision,
          reason,
          detail,
          before.origin);
    }
  }
}
