/**
 * What is measured: Avowry, Keycloak, and a server that does nothing. Each is a process of its own
 * and, but for the last, has a PostgreSQL of its own, started by the same code with the same
 * settings.
 *
 * <p>Each target prepares itself through its own API and turns a scenario into requests. Read
 * {@link dev.avowry.bench.target.Scenario} first, then {@link dev.avowry.bench.target.Target}.
 */
@NullMarked
package dev.avowry.bench.target;

import org.jspecify.annotations.NullMarked;
