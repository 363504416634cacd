package dev.avowry.sponsorship;

import dev.avowry.kernel.NodeId;
import java.time.Instant;
import java.util.Optional;

/**
 * A human is gone, and not back yet.
 *
 * @param sponsor who
 * @param cause by what it was learned
 * @param by who said so, as the ledger names them
 * @param person the human behind that one, if there is any
 * @param at when it was said
 */
public record Departure(
    NodeId sponsor, DepartureCause cause, String by, Optional<NodeId> person, Instant at) {}
