/** How every capability's {@code store} ring speaks to PostgreSQL where no entity is in play. */
@NullMarked
package dev.avowry.kernel.store;

import org.jspecify.annotations.NullMarked;
