/** Every place where a JWT comes in, against everything that is known to be done to a JWT. */
@NullMarked
package dev.avowry.jose;

import org.jspecify.annotations.NullMarked;
