package dev.avowry.sponsorship;

import dev.avowry.kernel.NodeId;
import java.time.Instant;

/**
 * A human is gone, and not back yet.
 *
 * @param sponsor who
 * @param cause by what it was learned
 * @param by who said so, as the ledger names them
 * @param at when it was said
 */
public record Departure(NodeId sponsor, DepartureCause cause, String by, Instant at) {}
