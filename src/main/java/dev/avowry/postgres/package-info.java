/**
 * The PostgreSQL that comes along: who configures no database gets a real one, as a child process.
 *
 * <p>It keeps these promises:
 *
 * <ul>
 *   <li>It is durable. {@code fsync}, {@code synchronous_commit} and {@code full_page_writes} are
 *       on and cannot be switched off by an edited configuration file; pages have checksums.
 *   <li>It listens on the loopback address only, admits by SCRAM only, and nobody can log in as
 *       superuser.
 *   <li>A folder belongs to one process at a time. A server that a killed process left behind is
 *       stopped before the next one starts.
 *   <li>Whatever interrupts the making of a database leaves either none or a whole one, and data
 *       that exist are never deleted.
 *   <li>Whatever it refuses, it refuses in one sentence that says what to do: {@link
 *       dev.avowry.postgres.PostgresUnavailable}.
 * </ul>
 *
 * <p>The folder holds {@code cluster} (the data), {@code avowry.password}, {@code server.log},
 * {@code lock}, {@code binaries-…} (can be deleted, is unpacked again) and, while something is
 * being made, {@code scratch-…}.
 *
 * <p>Read {@link dev.avowry.postgres.EmbeddedPostgres} first, then {@link
 * dev.avowry.postgres.Cluster} and {@link dev.avowry.postgres.Postmaster}. The package uses nothing
 * but the JDK and the library that unpacks.
 */
@NullMarked
package dev.avowry.postgres;

import org.jspecify.annotations.NullMarked;
