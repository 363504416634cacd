package dev.avowry.revocation;

import dev.avowry.ledger.Fence;
import java.time.Instant;

/**
 * A status list as it is served.
 *
 * @param jwt signed, {@code typ} {@code statuslist+jwt}
 * @param kid the name of the key that signed it, or of the one before
 * @param head the highest entry that it tells of
 * @param issuedAt its {@code iat}
 * @param expiresAt its {@code exp}
 */
public record PublishedStatusList(
    String jwt, String kid, Fence head, Instant issuedAt, Instant expiresAt) {}
