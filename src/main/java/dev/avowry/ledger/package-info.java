/**
 * Append before answer: what is not in the ledger did not happen, and nothing leaves before it is
 * in.
 *
 * <p>A mint commits here, in one transaction that takes the fence's lock shared, claims what may be
 * used once, reads the fence, and appends. A revocation takes the same lock alone. So a mint either
 * commits before the revocation, under a smaller fence, or after it, and sees its entry.
 *
 * <p>Read first: {@link dev.avowry.ledger.Hold} (the rule), {@link dev.avowry.ledger.Recorder} (the
 * mint's transaction), {@link dev.avowry.ledger.Ledger} (everything else's).
 */
@NullMarked
package dev.avowry.ledger;

import org.jspecify.annotations.NullMarked;
