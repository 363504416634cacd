package dev.avowry.audit;

import dev.avowry.ledger.TreeHead;
import java.time.Instant;

/**
 * A checkpoint as it is kept and served.
 *
 * @param at when it was signed, which nothing signs
 * @param head the tree that it is of
 * @param note the text with its signatures
 */
public record SignedCheckpoint(Instant at, TreeHead head, String note) {}
