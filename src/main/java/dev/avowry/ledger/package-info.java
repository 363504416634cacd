/**
 * Append before answer: what is not in the ledger did not happen, and nothing leaves before it is
 * in.
 *
 * <p>A mint commits here, in one transaction that takes the fence's lock shared, claims what may be
 * used once, reads the fence, and appends. A revocation takes the same lock alone. So a mint either
 * commits before the revocation, under a smaller fence, or after it, and sees its entry.
 *
 * <p>The rows are the leaves of a Merkle tree (RFC 6962 §2, RFC 9162 §2.1) that is kept in tiles
 * (C2SP tlog-tiles): whoever has seen its root notices whatever is changed below it later.
 *
 * <p>Read first: {@link dev.avowry.ledger.Hold} (the rule), {@link dev.avowry.ledger.Recorder} (the
 * mint's transaction), {@link dev.avowry.ledger.Ledger} (everything else's), {@link
 * dev.avowry.ledger.Edge} (how the tree grows), {@link dev.avowry.ledger.ProofPlan} (what is proved
 * of it).
 */
@NullMarked
package dev.avowry.ledger;

import org.jspecify.annotations.NullMarked;
