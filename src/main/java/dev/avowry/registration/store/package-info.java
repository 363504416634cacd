/** Registration tokens and registered clients, in PostgreSQL. */
@NullMarked
package dev.avowry.registration.store;

import org.jspecify.annotations.NullMarked;
