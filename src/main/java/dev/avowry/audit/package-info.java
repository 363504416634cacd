/**
 * The record as its readers see it: what happened, why a token was issued, what was done with it;
 * and proof that it is what it was: signed checkpoints of its tree, the tree itself in tiles,
 * proofs, and a verifier for exports that needs none of the service.
 *
 * <p>What holds:
 *
 * <ul>
 *   <li>A checkpoint is signed only if the tree continues the one of the checkpoint before.
 *   <li>All replicas sign with the same keys; of each size there is one checkpoint.
 *   <li>A note has one spelling, and a signature by a known key that fails makes it worthless.
 *   <li>Whoever holds a checkpoint finds out what was changed, taken out or put in below its size.
 * </ul>
 *
 * <p>RFC 6962 §2 and RFC 9162 §2.1 (the tree), C2SP signed-note, C2SP tlog-checkpoint, C2SP
 * tlog-tiles, FIPS 204 (ML-DSA), RFC 8785 (what a leaf is the hash of).
 *
 * <p>A reading gives each row as it stands with the leaf that the tree has beside it; whether the
 * two agree is never decided here, where it could be hidden.
 *
 * <p>Read first: {@link dev.avowry.audit.SignedNote}, {@link dev.avowry.audit.Checkpointer}, {@link
 * dev.avowry.audit.ExportVerifier}, {@link dev.avowry.audit.Why}.
 */
@NullMarked
package dev.avowry.audit;

import org.jspecify.annotations.NullMarked;
