/**
 * Whom a message is from, as the owners of domains have it checked: SPF (RFC 7208), DKIM (RFC 6376,
 * RFC 8463) and, over both, DMARC (RFC 9989). What cannot be found out is not verified. Those that
 * are ours are signed here as well.
 *
 * <p>All else that is read here is written by strangers, in messages and in DNS: everything has a
 * bound, and all of it together has a time.
 *
 * <p>Read first: {@link dev.avowry.provenance.Verdict}, {@link dev.avowry.provenance.Provenance}.
 */
@NullMarked
package dev.avowry.provenance;

import org.jspecify.annotations.NullMarked;
