/** What is kept of providers' words. */
@NullMarked
package dev.avowry.vouching.store;

import org.jspecify.annotations.NullMarked;
