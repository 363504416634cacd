/** Secrets, their versions and who may have them, in PostgreSQL. */
@NullMarked
package dev.avowry.vault.store;

import org.jspecify.annotations.NullMarked;
