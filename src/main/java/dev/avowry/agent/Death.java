package dev.avowry.agent;

import java.time.Instant;

/**
 * Why no authority flows through something: the first thing from the top that is dead.
 *
 * @param id the node, or the credential itself
 * @param kind {@code sponsor}, {@code agent}, {@code delegation}, {@code grant} or {@code
 *     credential}
 * @param state {@code suspended}, {@code revoked} or {@code expired}
 * @param since when it died
 * @param by who ordered it; {@code avowry} when it expired
 * @param reason in the words of the order; {@code expired} when it expired
 */
public record Death(
    String id, String kind, String state, Instant since, String by, String reason) {}
