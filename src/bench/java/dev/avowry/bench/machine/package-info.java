/**
 * What the machine is and what processes cost on it, as Linux tells in {@code /proc}. Nothing here
 * knows what the processes do.
 */
@NullMarked
package dev.avowry.bench.machine;

import org.jspecify.annotations.NullMarked;
