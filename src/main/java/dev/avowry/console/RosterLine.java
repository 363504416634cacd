package dev.avowry.console;

import dev.avowry.agent.AgentKind;
import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import java.time.Instant;
import java.util.Optional;

/**
 * An agent as it stands in a list.
 *
 * @param state of its own node
 * @param lastUsedAt when one of its credentials was last used, to within an hour
 */
public record RosterLine(
    NodeId id,
    String name,
    AgentKind kind,
    String purpose,
    NodeId sponsor,
    String sponsorName,
    NodeState state,
    Optional<Instant> expiresAt,
    Optional<Instant> lastUsedAt,
    Instant createdAt) {}
