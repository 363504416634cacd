package dev.avowry.sponsorship;

import dev.avowry.kernel.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Until when somebody has said that they answer for an agent directly below a sponsor; what is
 * below it goes with it.
 *
 * @param sponsor who answers for it now
 * @param dueAt when it lapses; at that very time it has
 * @param renewedBy who said it last; empty where it holds since the agent was registered
 * @param notices how many were given that it lapses soon
 * @param lapsed whether the agent is suspended for it
 */
public record Lease(
    NodeId agent,
    NodeId sponsor,
    Instant dueAt,
    Optional<String> renewedBy,
    Optional<Instant> renewedAt,
    int notices,
    boolean lapsed) {
  /** How long before it lapses notice is given. */
  public static final List<Duration> NOTICES =
      List.of(Duration.ofDays(14), Duration.ofDays(3), Duration.ofDays(1));
}
