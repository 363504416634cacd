package dev.avowry.ssf;

import dev.avowry.agent.Extent;
import dev.avowry.agent.Lineage;
import dev.avowry.agent.Node;
import dev.avowry.kernel.CredentialId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.TokenId;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventLine;
import dev.avowry.ledger.EventType;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Says of a row of the ledger by which authority was taken, what receivers are told; plain Java.
 *
 * <p>There is one event for what was ended and not one for each agent below it: a token has all
 * that it hangs on in its path, so that a receiver finds the sessions that an id ends.
 */
final class EventTranslation {
  /** The rows by which authority is taken. */
  static final Set<EventType> TYPES =
      Set.of(
          EventType.AUTHORITY_REVOKED,
          EventType.AUTHORITY_SUSPENDED,
          EventType.AUTHORITY_TIGHTENED);

  private final EventLine line;
  private final Optional<Lineage> lineage;

  private EventTranslation(EventLine line, Optional<Lineage> lineage) {
    this.line = line;
    this.lineage = lineage;
  }

  /**
   * The events that a row amounts to.
   *
   * @param lineage of the row's node, if it has one
   */
  static List<SecurityEvent> of(EventLine line, Optional<Lineage> lineage) {
    return new EventTranslation(line, lineage).events();
  }

  /** The entry that came with the row; 0 if none did. */
  static long seq(EventLine line) {
    String seq = new JsonObject(line.detail()).getString("seq", "");
    return seq.isEmpty() ? 0 : Long.parseLong(seq);
  }

  private List<SecurityEvent> events() {
    String target = line.target().orElse("");
    if (lineage.isPresent()) {
      Lineage above = lineage.get();
      if (above.node().id().toString().equals(target)) {
        return ofNode(above);
      }
      if (CredentialId.parse(target).isPresent()) {
        return List.of(ofCredential(above));
      }
    }
    return TokenId.parse(target).isPresent()
        ? List.of(revokedSession(new SecuritySubject.OfToken(target)))
        : List.of(revokedSession(new SecuritySubject.Named(target)));
  }

  private List<SecurityEvent> ofNode(Lineage above) {
    if (above.node().kind().isThing()) {
      return List.of(revokedSession(new SecuritySubject.Named(above.node().id().toString())));
    }
    boolean session = above.node().kind().isInHands();
    SecuritySubject subject =
        session
            ? new SecuritySubject.OfDelegation(account(above), above.node().id())
            : new SecuritySubject.OfAccount(above.node().id());
    if (is(EventType.AUTHORITY_TIGHTENED)) {
      return List.of(tightened(subject, above));
    }
    return session
        ? List.of(revokedSession(subject))
        : List.of(event(EventKind.ACCOUNT_DISABLED, subject, Map.of()), revokedSession(subject));
  }

  private boolean is(EventType type) {
    return line.type().equals(type.code());
  }

  /** CAEP 1.0 §3.1. */
  private SecurityEvent revokedSession(SecuritySubject subject) {
    return event(EventKind.SESSION_REVOKED, subject, common());
  }

  /** CAEP 1.0 §3.3. The registered types have none for a key; others may be agreed upon. */
  private SecurityEvent ofCredential(Lineage above) {
    Map<String, Object> members = new LinkedHashMap<>(common());
    members.put("credential_type", "jwk");
    members.put("change_type", is(EventType.AUTHORITY_REVOKED) ? "revoke" : "update");
    return event(
        EventKind.CREDENTIAL_CHANGE, new SecuritySubject.OfAccount(account(above)), members);
  }

  /**
   * CAEP 1.0 §3.2: the claims that later tokens have at the most. A ceiling that names none has
   * only ended what there was.
   */
  private SecurityEvent tightened(SecuritySubject subject, Lineage above) {
    Map<String, Object> claims = new LinkedHashMap<>();
    if (above.effective().scopes() instanceof Extent.Only scopes) {
      claims.put("scope", String.join(" ", new TreeSet<>(scopes.values())));
    }
    if (above.effective().resources() instanceof Extent.Only resources) {
      claims.put("aud", List.copyOf(new TreeSet<>(resources.values())));
    }
    if (claims.isEmpty()) {
      return revokedSession(subject);
    }
    Map<String, Object> members = new LinkedHashMap<>(common());
    members.put("claims", claims);
    return event(EventKind.TOKEN_CLAIMS_CHANGE, subject, members);
  }

  private SecurityEvent event(
      EventKind kind, SecuritySubject subject, Map<String, Object> members) {
    long seq = seq(line);
    return new SecurityEvent(
        kind,
        subject,
        members,
        seq == 0 ? Optional.empty() : Optional.of(Long.toString(seq)),
        lineage.map(EventTranslation::account),
        line.at());
  }

  /** CAEP 1.0 §2. The order's comment is for people inside and stays there. */
  private Map<String, Object> common() {
    return Map.of(
        "event_timestamp",
        line.at().getEpochSecond(),
        "initiating_entity",
        initiator(),
        "reason_admin",
        Map.of("en", line.reason().isEmpty() ? "not said" : line.reason()));
  }

  private String initiator() {
    if (line.actor().equals(Event.ITSELF)) {
      return "system";
    }
    boolean itself = line.node().map(NodeId::toString).equals(Optional.of(line.actor()));
    return itself ? "user" : "admin";
  }

  /** The agent or sponsor at the node, or the first above a delegation or a grant. */
  private static NodeId account(Lineage above) {
    return above.nodes().reversed().stream()
        .filter(node -> !node.kind().isInHands())
        .map(Node::id)
        .findFirst()
        .orElseThrow();
  }
}
