package dev.avowry.ssf;

import dev.avowry.kernel.NodeId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A stream of security events to one receiver, and to nobody else.
 *
 * @param id random; never reused
 * @param receiver the agent whose it is; also the audience of its events
 * @param delivery how events get there
 * @param requested which events the receiver asked for, known to us or not
 * @param description the receiver's own words
 * @param status whether it flows
 * @param reason why it has that status, if somebody said so
 * @param createdAt when it was made; what happened before does not belong to it
 */
public record EventStream(
    StreamId id,
    NodeId receiver,
    Delivery delivery,
    List<String> requested,
    Optional<String> description,
    StreamStatus status,
    Optional<String> reason,
    Instant createdAt) {
  public EventStream {
    requested = List.copyOf(requested);
  }

  /** {@code events_requested} ∩ {@code events_supported}, SSF 1.0 §8.1.1. */
  public List<String> delivered() {
    return EventKind.supported().stream().filter(requested::contains).toList();
  }

  /** The {@code aud} of every event in it. */
  public String audience() {
    return receiver.toString();
  }
}
