package dev.avowry.agent;

import dev.avowry.kernel.NodeId;
import java.util.Optional;

/**
 * A registered non-human identity; an OAuth client whose {@code client_id} is its node's id.
 *
 * @param id the agent's node
 * @param name as people call it
 * @param kind what sort of software it is
 * @param purpose what it is for, in a sentence
 * @param vendor whose software it is, as its registration says
 * @param codeRoot which code it says it runs
 * @param boundTokens what each of its tokens has to be bound to
 * @param redirects how it asks humans for their consent
 * @param node its place in the tree: sponsor, parent, ceiling, state, expiry
 */
public record Agent(
    NodeId id,
    String name,
    AgentKind kind,
    String purpose,
    Optional<String> vendor,
    Optional<CodeRoot> codeRoot,
    BoundTokens boundTokens,
    RedirectClient redirects,
    Node node) {}
