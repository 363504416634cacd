/** What holds of keys, proven. */
@NullMarked
package dev.avowry.key;

import org.jspecify.annotations.NullMarked;
