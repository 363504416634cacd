/**
 * The canary: on a schedule Avowry takes its own medicine. It mints a chain of tokens as everybody
 * does, ends the chain at its root by the one door, and asks each verifier that offers a probe
 * until it refuses.
 *
 * <p>Invariants: an agent of the canary has a human sponsor, named by the operator; it holds one
 * scope, which opens nothing; only one replica at a time has a run; what cannot be told is never
 * told as closed; how long something took is told by one clock, or says by how much it may be off.
 *
 * <p>Read first: {@link dev.avowry.canary.Canary}, {@link dev.avowry.canary.Chains}, {@link
 * dev.avowry.canary.Verdict}, {@link dev.avowry.canary.Passage}.
 */
@NullMarked
package dev.avowry.canary;

import org.jspecify.annotations.NullMarked;
