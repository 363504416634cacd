/** {@code /ssf/…} and its metadata; the client that pushes. */
@NullMarked
package dev.avowry.ssf.http;

import org.jspecify.annotations.NullMarked;
