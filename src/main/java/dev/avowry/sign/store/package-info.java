/** Keys of agents in PostgreSQL: one row a key, private halves sealed. */
@NullMarked
package dev.avowry.sign.store;

import org.jspecify.annotations.NullMarked;
