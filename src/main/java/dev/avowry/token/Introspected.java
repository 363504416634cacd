package dev.avowry.token;

import dev.avowry.kernel.NodeId;
import java.util.Optional;

/**
 * The answer to an introspection.
 *
 * @param asker the client that asked, for whom alone the answer is
 * @param token empty unless it is alive and the client may know of it
 */
public record Introspected(NodeId asker, Optional<AccessToken> token) {}
