package dev.avowry.provisioning;

import dev.avowry.kernel.ProvisionerId;
import java.time.Instant;
import java.util.Optional;

/**
 * A system that tells of people.
 *
 * @param name as administrators call it
 * @param issuer by whose subjects its people sign in: their {@code externalId} is the subject
 * @param signals whose signals it sends; empty for one that sends none
 * @param revokedAt when it was let out
 */
public record Provisioner(
    ProvisionerId id,
    String name,
    Optional<String> issuer,
    Optional<Signals> signals,
    Optional<Instant> revokedAt,
    Instant createdAt) {}
