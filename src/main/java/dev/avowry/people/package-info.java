/**
 * How humans sign in: by an account here or an identity provider elsewhere, into the session of
 * each browser; and how the first human gets in.
 *
 * <p>A human is a sponsor. Their session hangs on their node and is looked up at each request, so
 * that the entry which ends the node ends it too. Nobody signs in by a password alone, no answer
 * says which part of a proof was wrong, and a code, a challenge or a link is good once. RFC
 * 6265bis, RFC 8176, RFC 9106, RFC 6238, WebAuthn Level 3, OpenID Connect Core, NIST SP 800-63B-4.
 *
 * <p>Read first: {@link dev.avowry.people.Sessions}, {@link dev.avowry.people.LocalSignIn}, {@link
 * dev.avowry.people.PasskeySignIn}, {@link dev.avowry.people.CorporateSignIn}, {@link
 * dev.avowry.people.AccountSetup}, {@link dev.avowry.people.Bootstrap}.
 */
@NullMarked
package dev.avowry.people;

import org.jspecify.annotations.NullMarked;
