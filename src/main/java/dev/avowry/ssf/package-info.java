/**
 * Tells receivers what was ended, by the Shared Signals Framework: a receiver has a stream, and
 * security event tokens are pushed to it or polled by it.
 *
 * <p>Specifications: SSF 1.0, CAEP 1.0, RISC 1.0; RFC 8417 (SET), RFC 9493 (subject identifiers),
 * RFC 8935 (push), RFC 8936 (poll). Invariants: what the one door commits reaches every enabled
 * stream at least once and in its order, or the stream is paused and says so; a receiver knows of
 * no stream but its own; nothing is sent to an address that is not public.
 *
 * <p>Read first: {@link dev.avowry.ssf.EventStream}, {@link dev.avowry.ssf.Following}, {@link
 * dev.avowry.ssf.Delivering}, {@link dev.avowry.ssf.EventTranslation}.
 */
@NullMarked
package dev.avowry.ssf;

import org.jspecify.annotations.NullMarked;
