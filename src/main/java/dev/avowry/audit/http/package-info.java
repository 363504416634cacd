/** {@code /v1/audit}: checkpoints, tiles, proofs and the keys to verify them by. */
@NullMarked
package dev.avowry.audit.http;

import org.jspecify.annotations.NullMarked;
