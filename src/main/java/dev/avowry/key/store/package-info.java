/** Signing keys in PostgreSQL: one row a key, private halves sealed. */
@NullMarked
package dev.avowry.key.store;

import org.jspecify.annotations.NullMarked;
