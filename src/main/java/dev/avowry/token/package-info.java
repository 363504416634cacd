/**
 * Grants, the gate, attenuation, minting, reading, introspection.
 *
 * <p>A mint goes: the request as a sealed type → the client proven → the grant decides in plain
 * Java what is asked → the gate → a template, checked once more by a reader that knows only the
 * rules → the ledger, durable, which gives the fence → the signature → the answer. Record, then
 * issue.
 *
 * <p>Invariants: a child's scopes, resources, lifetime and depth are inside its parent's; {@code
 * exp} never after the parent's; {@code act} is built here from authenticated facts and never
 * dropped.
 *
 * <p>RFC 6749, 8693, 8707, 9068, 7009, 7662, 8414. Read first: {@link
 * dev.avowry.token.TokenService}, {@link dev.avowry.token.Gate}, {@link
 * dev.avowry.token.IssuanceRules}.
 */
@NullMarked
package dev.avowry.token;

import org.jspecify.annotations.NullMarked;
