/**
 * How a client proves who it is: {@code private_key_jwt}, RFC 7523 §2.2 as narrowed by its update
 * (the audience is the issuer and nothing else), a certificate (RFC 8705 §2), a token of an outside
 * issuer that is trusted, or, as a legacy, a secret (RFC 6749 §2.3.1). Its keys are registered, or
 * at an address that is.
 *
 * <p>And what it holds, for its tokens to be bound to: a key, by a proof of possession (RFC 9449
 * §4), or the certificate (RFC 8705 §3).
 *
 * <p>Whoever it is that fails, and why, the answer is {@code invalid_client}; unknown, disabled and
 * wrong are not told apart. Read first: {@link dev.avowry.authn.ClientAuthentication}, {@link
 * dev.avowry.authn.ClientAssertion}, {@link dev.avowry.authn.Possession}, {@link
 * dev.avowry.authn.DpopProof}, {@link dev.avowry.authn.CertificateProof}, {@link
 * dev.avowry.authn.Binding}.
 */
@NullMarked
package dev.avowry.authn;

import org.jspecify.annotations.NullMarked;
