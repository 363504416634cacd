package dev.avowry.bench.target;

import java.time.Duration;

/**
 * From the start of the process to its first answer of status 200.
 *
 * @param first on an empty database, whose schema it makes
 * @param again on the database as the first start left it
 */
public record StartUp(Duration first, Duration again) {}
