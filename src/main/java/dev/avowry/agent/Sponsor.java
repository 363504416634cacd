package dev.avowry.agent;

import dev.avowry.kernel.NodeId;
import java.time.Instant;
import java.util.Optional;

/**
 * The human who answers for agents. Never software.
 *
 * @param id the sponsor's node
 * @param name as people call them
 * @param email where they are reached
 * @param issuer the identity provider that knows them
 * @param subject their {@code sub} there; unique with the issuer
 * @param ceiling what all their agents together are within
 * @param state of the node
 * @param createdAt when they were registered
 */
public record Sponsor(
    NodeId id,
    String name,
    String email,
    Optional<String> issuer,
    Optional<String> subject,
    Ceiling ceiling,
    NodeState state,
    Instant createdAt) {}
