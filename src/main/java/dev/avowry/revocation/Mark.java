package dev.avowry.revocation;

import java.time.Instant;

/** The place of an entry in the one order, and when it was assigned. */
public record Mark(long seq, Instant at) {}
