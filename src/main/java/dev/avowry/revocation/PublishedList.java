package dev.avowry.revocation;

import dev.avowry.ledger.Fence;
import java.time.Instant;

/**
 * The list as it is served: rendered and signed once per change.
 *
 * @param jwt signed, {@code typ} {@code revocations+jwt}
 * @param json the same claims, unsigned, for people and scripts
 * @param whole whether it has every entry that is not forgotten, and not only the last ones
 * @param head the highest entry in it
 * @param issuedAt its {@code iat}
 * @param expiresAt its {@code exp}
 */
public record PublishedList(
    String jwt, String json, boolean whole, Fence head, Instant issuedAt, Instant expiresAt) {}
