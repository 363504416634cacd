/**
 * The authorization endpoint: an agent asks a human through their browser, or by a code that they
 * type elsewhere, the human consents, and what they lend is a grant: a node of theirs in the
 * agent's hands, taken back like any other.
 *
 * <p>RFC 6749 §4.1 and §6, 7636, 8628, 9126, 9207, 9700; OpenID Connect Core 1.0; FAPI 2.0 Security
 * Profile.
 *
 * <p>Invariants: no answer goes to an address that is not the client's; a code, a device code and a
 * refresh token are good once over all replicas, and shown twice end the grant; a token never
 * carries more than was consented to; nothing is remembered that was not consented to in this very
 * extent.
 *
 * <p>Read first: {@link dev.avowry.consent.Loans}, {@link dev.avowry.consent.Consents}, {@link
 * dev.avowry.consent.Devices}.
 */
@NullMarked
package dev.avowry.consent;

import org.jspecify.annotations.NullMarked;
