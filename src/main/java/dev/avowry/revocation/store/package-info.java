/** Entries and states in PostgreSQL. The only code that makes a state less than live. */
@NullMarked
package dev.avowry.revocation.store;

import org.jspecify.annotations.NullMarked;
