package dev.avowry.revocation;

import dev.avowry.kernel.NodeId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A resource server that acknowledges what it has applied.
 *
 * @param id the agent that it is
 * @param resources what it serves: the audiences of the tokens that it lets in
 * @param probe where it can be asked whether it still lets a token in
 * @param acknowledged the highest entry that it has said to have applied, and when it said so
 */
public record Verifier(
    NodeId id,
    String name,
    List<String> resources,
    Optional<String> probe,
    Instant registeredAt,
    Optional<Mark> acknowledged) {
  public Verifier {
    resources = List.copyOf(resources);
  }
}
