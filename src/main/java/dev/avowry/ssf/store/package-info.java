/** Streams and what waits in them, in PostgreSQL. */
@NullMarked
package dev.avowry.ssf.store;

import org.jspecify.annotations.NullMarked;
