package dev.avowry.ssf;

import dev.avowry.kernel.NodeId;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One event, before it is known who receives it.
 *
 * @param kind what happened
 * @param subject to what
 * @param members what the event says besides
 * @param txn the same for all events with one cause; RFC 8417 §2.2
 * @param about the agent or sponsor that it concerns, for receivers who do not want to hear of it
 * @param at when it happened
 */
public record SecurityEvent(
    EventKind kind,
    SecuritySubject subject,
    Map<String, Object> members,
    Optional<String> txn,
    Optional<NodeId> about,
    Instant at) {
  public SecurityEvent {
    members = Map.copyOf(members);
  }

  /** The claims that are the same for every receiver. RFC 8417 §2.2; no {@code sub}, no exp. */
  public String claims(String issuer) {
    Map<String, Object> claims = new LinkedHashMap<>();
    txn.ifPresent(cause -> claims.put("txn", cause));
    claims.put("sub_id", subject.toMap(issuer));
    claims.put("events", Map.of(kind.uri(), members));
    return new JsonObject(claims).encode();
  }
}
