/** Checkpoints and the keys that sign them in PostgreSQL; private halves sealed. */
@NullMarked
package dev.avowry.audit.store;

import org.jspecify.annotations.NullMarked;
