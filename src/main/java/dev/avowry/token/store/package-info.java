/** Resource servers in PostgreSQL. */
@NullMarked
package dev.avowry.token.store;

import org.jspecify.annotations.NullMarked;
