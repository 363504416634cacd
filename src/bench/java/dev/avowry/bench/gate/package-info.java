/**
 * Resource servers in a process of their own: each lets a token in until it learns that the token
 * was revoked, and says when it first refused.
 *
 * <p>Times are those of {@link java.lang.System#nanoTime}, which is one clock for all processes of
 * a machine that runs Linux. Read {@link dev.avowry.bench.gate.Gate} first, then {@link
 * dev.avowry.bench.gate.GateProcess}.
 */
@NullMarked
package dev.avowry.bench.gate;

import org.jspecify.annotations.NullMarked;
