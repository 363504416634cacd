/**
 * Clients that register themselves, RFC 7591, and look after their own registration, RFC 7592.
 *
 * <p>What holds: nobody registers without a token that an administrator made for one sponsor, one
 * ceiling, a count and an end; the count is exact over all replicas. What a client says of itself
 * gives it no authority: it can ask for less than the token's ceiling, and never for more later.
 * Its registration access token is good for itself alone, and dead as soon as its agent is: it
 * revives nothing.
 *
 * <p>Read first: {@link dev.avowry.registration.Invitation}, {@link
 * dev.avowry.registration.ClientMetadata}, {@link dev.avowry.registration.Registrations}.
 */
@NullMarked
package dev.avowry.registration;

import org.jspecify.annotations.NullMarked;
