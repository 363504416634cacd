/**
 * {@code /v1/audit}: the record, explanations, checkpoints, tiles, proofs and the keys for them.
 */
@NullMarked
package dev.avowry.audit.http;

import org.jspecify.annotations.NullMarked;
