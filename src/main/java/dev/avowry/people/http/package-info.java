/** The bootstrap endpoint. */
@NullMarked
package dev.avowry.people.http;

import org.jspecify.annotations.NullMarked;
