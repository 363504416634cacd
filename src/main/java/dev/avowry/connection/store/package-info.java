/** Providers and connections in PostgreSQL. */
@NullMarked
package dev.avowry.connection.store;

import org.jspecify.annotations.NullMarked;
