package dev.avowry.approval;

import dev.avowry.kernel.NodeId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What one human has said to a request. Nobody speaks twice.
 *
 * @param approves whether they said yes
 * @param another whether they spoke as somebody else than those who asked
 * @param strong whether they had just proven who they are, by two factors
 * @param reason why, in their own words
 * @param authenticatedAt when they had proven who they are
 * @param methods by what, RFC 8176
 */
public record Voice(
    NodeId human,
    boolean approves,
    boolean another,
    boolean strong,
    Optional<String> reason,
    Instant at,
    Instant authenticatedAt,
    Set<String> methods) {
  public Voice {
    methods = Set.copyOf(methods);
  }
}
