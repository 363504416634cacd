/** Rotators in PostgreSQL, and the roles of others' servers. */
@NullMarked
package dev.avowry.rotation.store;

import org.jspecify.annotations.NullMarked;
