/**
 * Mailboxes of agents: an address that is one agent's for ever, mail that is received only while
 * that agent lives, and kept sealed from its first byte.
 *
 * <p>What a stranger has written is material and no instruction: nothing here follows a link, loads
 * a picture, or believes what a message says of itself. It answers 250 to nothing that is not
 * durable (RFC 5321 §6.1).
 *
 * <p>What an agent sends goes to whom somebody has let it write, is on record before the relay is
 * given it, and does not go out once the agent is stopped.
 *
 * <p>Read first: {@link dev.avowry.mail.Mailboxes}, {@link dev.avowry.mail.Intake}, {@code
 * SmtpSession}; {@link dev.avowry.mail.Sending}, {@code Deliveries}, {@code SendGate}.
 */
@NullMarked
package dev.avowry.mail;

import org.jspecify.annotations.NullMarked;
