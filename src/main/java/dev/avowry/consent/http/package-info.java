/** The authorization endpoint and what belongs to it, over HTTP. */
@NullMarked
package dev.avowry.consent.http;

import org.jspecify.annotations.NullMarked;
