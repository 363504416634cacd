/**
 * Second factors of agents: codes of the time (RFC 6238) or of a counter (RFC 4226), and codes that
 * were written down, given to whom somebody said and recorded before they are.
 *
 * <p>A seed is a secret of the vault that is used and told nobody, so that it is sealed, granted,
 * recorded and taken like any other. No code is given twice, to nobody.
 *
 * <p>Read first: {@link dev.avowry.totp.Factor}, {@link dev.avowry.totp.Codes}.
 */
@NullMarked
package dev.avowry.totp;

import org.jspecify.annotations.NullMarked;
