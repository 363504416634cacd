/**
 * How humans get in: the bootstrap endpoint, and the session that their browser holds.
 *
 * <p>Read first: {@link dev.avowry.people.http.SessionCookie}.
 */
@NullMarked
package dev.avowry.people.http;

import org.jspecify.annotations.NullMarked;
