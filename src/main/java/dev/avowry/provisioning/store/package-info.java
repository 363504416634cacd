/** People of whom others tell, in PostgreSQL. */
@NullMarked
package dev.avowry.provisioning.store;

import org.jspecify.annotations.NullMarked;
