package dev.avowry.vault;

import dev.avowry.key.Envelope;
import java.time.Instant;
import java.util.Optional;

/**
 * What a secret was, or is.
 *
 * @param number from 1
 * @param bindings where it may be sent, and how; what is secret is sealed for them
 * @param envelope what is secret; empty once it was destroyed
 * @param by who added it, as the ledger names them
 */
public record Version(
    int number, Bindings bindings, Optional<Envelope> envelope, Instant createdAt, String by) {}
