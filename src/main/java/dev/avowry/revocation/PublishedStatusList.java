package dev.avowry.revocation;

import dev.avowry.ledger.Fence;
import java.time.Instant;

/**
 * A status list as it is served.
 *
 * @param jwt signed, {@code typ} {@code statuslist+jwt}
 * @param head the highest entry that it tells of
 * @param issuedAt its {@code iat}
 * @param expiresAt its {@code exp}
 */
public record PublishedStatusList(String jwt, Fence head, Instant issuedAt, Instant expiresAt) {}
