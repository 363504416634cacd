/** The registration endpoint, and the tokens that open it. */
@NullMarked
package dev.avowry.registration.http;

import org.jspecify.annotations.NullMarked;
