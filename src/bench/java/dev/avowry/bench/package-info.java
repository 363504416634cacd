/**
 * The benchmark: Avowry and Keycloak, one after the other in turns, on this machine, each on a
 * durable PostgreSQL of its own, under the same load from this process. {@code
 * src/docs/benchmarks.md} has the method.
 *
 * <p>What counts most is requests per second of processor time, of the server and its database
 * together: the wall clock of a small machine also measures the load generator.
 *
 * <p>Read {@link dev.avowry.bench.Bench} first, then {@link dev.avowry.bench.Comparison}.
 */
@NullMarked
package dev.avowry.bench;

import org.jspecify.annotations.NullMarked;
