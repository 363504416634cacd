package dev.avowry.verifier;

import java.time.Instant;
import java.util.Optional;

/**
 * How current a verifier is, for health checks and dashboards.
 *
 * @param seq up to which entry it knows the revocation list
 * @param confirmed when it last knew that there was no further entry; the epoch for never
 * @param trouble what kept the last refresh from succeeding, if it failed
 */
public record Freshness(long seq, Instant confirmed, Optional<String> trouble) {}
