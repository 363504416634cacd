/**
 * The one door through which authority is taken away. Nothing else in the code reduces it.
 *
 * <p>Taking authority away is one entry, however large the tree below: a token is dead when an
 * entry later than its fence names an id on its path, the token, or a class that its claims put it
 * in. Revoke returned ⇒ nothing is minted below afterwards, introspection says inactive, and the
 * entry is in the list until it no longer matters.
 *
 * <p>Read first: {@link dev.avowry.revocation.Revocations}, {@link
 * dev.avowry.revocation.OrderBook}, {@link dev.avowry.revocation.Withdrawal}, {@link
 * dev.avowry.revocation.TokenClass}, {@link dev.avowry.revocation.Suspensions}, {@link
 * dev.avowry.revocation.RevocationList}, then {@link dev.avowry.revocation.Feed} for the stream,
 * {@link dev.avowry.revocation.Receipts} for what is known of those who read it, and {@link
 * dev.avowry.revocation.StatusLists} for those who know nothing of lineages.
 */
@NullMarked
package dev.avowry.revocation;

import org.jspecify.annotations.NullMarked;
