/**
 * How humans sign in: the session of each browser, and how the first human gets in.
 *
 * <p>A human is a sponsor. Their session hangs on their node and is looked up at each request, so
 * that the entry which ends the node ends it too. RFC 6265bis, RFC 8176.
 *
 * <p>Read first: {@link dev.avowry.people.Sessions}, {@link dev.avowry.people.Bootstrap}.
 */
@NullMarked
package dev.avowry.people;

import org.jspecify.annotations.NullMarked;
