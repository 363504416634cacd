/** Reads for pages, and the views that somebody has kept. */
@NullMarked
package dev.avowry.console.store;

import org.jspecify.annotations.NullMarked;
