/**
 * Proves what {@code dev.avowry.verifier} promises, against an issuer that signs and serves for
 * real.
 */
@NullMarked
package dev.avowry.verifier;

import org.jspecify.annotations.NullMarked;
