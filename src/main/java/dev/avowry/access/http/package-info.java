/** The filter that lets a request in, or does not. */
@NullMarked
package dev.avowry.access.http;

import org.jspecify.annotations.NullMarked;
