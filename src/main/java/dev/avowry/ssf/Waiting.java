package dev.avowry.ssf;

import java.time.Instant;

/**
 * An event that waits to be delivered.
 *
 * @param jti the same at every attempt, so that a receiver can tell that it has it
 * @param claims as JSON, without what is each receiver's own
 * @param at when it was queued: its {@code iat}
 */
public record Waiting(String jti, String claims, Instant at) {}
