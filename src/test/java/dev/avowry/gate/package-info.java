/** Every way to ask for a token, against everything that may have been taken back. */
@NullMarked
package dev.avowry.gate;

import org.jspecify.annotations.NullMarked;
