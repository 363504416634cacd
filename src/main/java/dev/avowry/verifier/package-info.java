/**
 * What a resource server needs to let in exactly the tokens that are alive, without asking the
 * issuer for each.
 *
 * <p>A token passes only if its signature and claims hold (RFC 9068) and no entry of the issuer's
 * signed revocation list kills it:
 *
 * <pre>
 * dead(token)  ⇔  ∃ entry e :  e.id ∈ ids(token)  ∧  fence(token) &lt; e.seq
 * </pre>
 *
 * <p>{@code ids(token)} are the nodes and credentials on its path, its {@code jti}, and the classes
 * of tokens that its claims put it in: {@code *}, its scopes, its resource, the kinds and vendors
 * of whoever acts.
 *
 * <p>What cannot be decided never passes: a list that is too old, that lacks what the token has
 * seen, or that contradicts the list held before leads to {@link dev.avowry.verifier.Result.Stale}.
 *
 * <p>The package is a jar of its own and needs the JDK and Nimbus JOSE+JWT only. Read first: {@link
 * dev.avowry.verifier.Verifier}, {@link dev.avowry.verifier.Result}, then {@link
 * dev.avowry.verifier.Revocations} for the rule, {@link dev.avowry.verifier.HeldRevocations} for
 * what proves freshness, and {@link dev.avowry.verifier.RevocationStream} for how news come.
 */
@NullMarked
package dev.avowry.verifier;

import org.jspecify.annotations.NullMarked;
