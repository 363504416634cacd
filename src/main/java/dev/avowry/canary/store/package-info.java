/** Runs of the canary, its chains and whose turn it is, in PostgreSQL. */
@NullMarked
package dev.avowry.canary.store;

import org.jspecify.annotations.NullMarked;
