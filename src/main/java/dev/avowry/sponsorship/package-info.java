/**
 * A sponsorship from its beginning to its end: how a human comes to answer for an agent, keeps on
 * doing so, hands it to somebody else, and leaves.
 *
 * <p>What holds: whoever leaves stops everything below them by one entry, whoever said so. Nothing
 * lives under a sponsor who has not said yes. An agent has one sponsor at every moment; it goes to
 * another only by that one's own word, and arrives with no more authority than it left with. What
 * nobody takes in time ends. All suspending and ending goes through the door; here it is only
 * decided.
 *
 * <p>Read first: {@link dev.avowry.sponsorship.Departures}, {@link dev.avowry.agent.Halt}.
 */
@NullMarked
package dev.avowry.sponsorship;

import org.jspecify.annotations.NullMarked;
