/**
 * Requests that are sent for agents with a secret in them which they are not told, RFC 9110.
 *
 * <p>Where a secret may go, and in which place of a request, those have said who keep it. That it
 * is used is on record before it leaves, and what comes back is given to the agent without the
 * secret, if the agent may still have it by then.
 *
 * <p>Read first: {@link dev.avowry.broker.Broker}, {@link dev.avowry.broker.Sending}, {@link
 * dev.avowry.broker.Echoes}.
 */
@NullMarked
package dev.avowry.broker;

import org.jspecify.annotations.NullMarked;
