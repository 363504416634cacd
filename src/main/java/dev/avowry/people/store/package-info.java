/** People in PostgreSQL. */
@NullMarked
package dev.avowry.people.store;

import org.jspecify.annotations.NullMarked;
