/** The way to identity providers' token endpoints. */
@NullMarked
package dev.avowry.vouching.http;

import org.jspecify.annotations.NullMarked;
