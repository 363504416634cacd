package dev.avowry.agent;

import dev.avowry.kernel.CredentialId;
import dev.avowry.kernel.NodeId;
import dev.avowry.key.Jwk;
import java.time.Instant;

/**
 * A public key by which an agent proves that it is itself. Avowry never has the private part.
 *
 * @param id stands in the path of every token that was minted with it
 * @param agent whose it is
 * @param jwk the key
 * @param state a removed credential is revoked, never deleted
 * @param createdAt when it was registered
 */
public record Credential(
    CredentialId id, NodeId agent, Jwk jwk, NodeState state, Instant createdAt) {}
